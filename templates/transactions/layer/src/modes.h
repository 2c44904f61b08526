#ifndef HALAB_MODES_H
#define HALAB_MODES_H

void run_write(void);
void run_read(void);
void run_touch(void);
void run_read_back(void);
void run_rival(void);

#endif
