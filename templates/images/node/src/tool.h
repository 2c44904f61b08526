#ifndef HALAB_TOOL_H
#define HALAB_TOOL_H
#include <stdint.h>

int serve_echo(uint16_t port, const char *pidfile);
int serve_nlb(const char *first, const char *second);
int serve_syslog(const char *path, char **sockets, int count);
int await_go(void);

#endif
