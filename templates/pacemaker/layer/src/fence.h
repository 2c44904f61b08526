/* The way from a node to its power switch, which is whoever runs the lab: a socket in the node, of packets. */
#ifndef FENCE_H
#define FENCE_H

/* Of the device that is there, and of its cable pulled out. */
#define FENCE_SOCKET "/run/halab/fence.sock"
/* A packet's bytes, with its end: "ask ACTION PLUG", "answer NUMBER CODE TEXT", "CODE TEXT". */
#define FENCE_PACKET 256
/* As many at once; more are turned away. */
#define FENCE_CALLERS 16

/* Takes questions and prints each as "NUMBER ACTION PLUG", until nobody reads them any more. */
int fence_serve(void);
/* Asks, and waits for the answer: prints its text; its code, 1 where there is no answer. Milliseconds. */
int fence_ask(const char *action, const char *plug, int timeout_ms);
/* Hands an answer to who asked; 1 where nobody waits for it. */
int fence_answer(const char *number, const char *code, const char *text);

#endif
