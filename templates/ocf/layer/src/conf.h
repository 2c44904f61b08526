/* counterd's file: a word and its value a line, `#` begins a comment, `include FILE` reads another one. */
#ifndef HALAB_OCF_CONF_H
#define HALAB_OCF_CONF_H

#include <netinet/in.h>
#include <stdint.h>

#define MAX_COPIES 8

struct conf {
	uint16_t port;
	char state[256], pidfile[256];
	int64_t save; /* ns from save to save; 0: each count is saved before it is answered */
	int in_place; /* the state's file is written over, not replaced */
	struct sockaddr_in copies[MAX_COPIES];
	unsigned copy_count;
	int64_t warm_up, drain; /* ns */
};

extern struct conf conf;

/* Ends the program where a line is wrong, with its place. */
void read_conf(const char *path);
/* The file as it is now, for the saving; where it listens stays. One that is wrong changes nothing: 0, else -1. */
int check_conf_again(void);
void read_conf_again(void);
/* Prints the value of a word, for scripts; ends the program where there is no such word. */
void print_conf(const char *word);

#endif
