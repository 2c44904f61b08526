/* Which drivers there are. */
#include "driver.h"
#include "mariadb.h"
#include "postgresql.h"

#include "common.h"

#include <string.h>

static const struct driver *const drivers[] = { &mariadb, &postgresql };

const struct driver *find_driver(const char *name)
{
	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
		if (!strcmp(drivers[i]->name, name))
			return drivers[i];
	die("there is no driver %s", name);
}
