#ifndef HALAB_MARIADB_H
#define HALAB_MARIADB_H

#include "driver.h"

extern const struct driver mariadb;

#endif
