#ifndef HALAB_TOOL_H
#define HALAB_TOOL_H
#include <stdint.h>

int serve_echo(uint16_t port, const char *pidfile);
int serve_syslog(const char *path, char **sockets, int count);
int await_go(void);
int set_devices(char **settings, int count);
int print_netns(char **pids, int count);

#endif
