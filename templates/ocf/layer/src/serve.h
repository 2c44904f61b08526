#ifndef HALAB_OCF_SERVE_H
#define HALAB_OCF_SERVE_H

/* Has the port from then on. */
void open_port(void);
/* Until SIGTERM, and the drain after it. */
void serve(void);

#endif
