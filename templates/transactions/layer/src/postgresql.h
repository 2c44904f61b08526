#ifndef HALAB_POSTGRESQL_H
#define HALAB_POSTGRESQL_H

#include "driver.h"

extern const struct driver postgresql;

#endif
