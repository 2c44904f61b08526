#include "ports.h"
#include "common.h"
#include "port.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

char *find_reset(char *data, size_t len)
{
	char *found = memmem(data, len, RESET_WORD, sizeof RESET_WORD - 1);
	return found && (size_t)(data + len - found) >= RESET_LEN ? found : NULL;
}

int serve_ports(void)
{
	char devices[MAX_PORTS][PORT_NAME_SIZE];
	pid_t pids[MAX_PORTS] = { 0 };
	int count = find_ports("halab.agent.", devices);
	if (count == 0)
		die("there is no virtio-serial port halab.agent.N");
	for (;;) {
		for (int i = 0; i < count; i++) {
			if (pids[i] > 0)
				continue;
			pids[i] = fork();
			if (pids[i] != 0)
				continue;
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			int fd = open(devices[i], O_RDWR | O_CLOEXEC);
			if (fd < 0)
				die("%s", devices[i]);
			await_host(fd);
			return fd;
		}
		pid_t ended = wait(NULL);
		for (int i = 0; i < count; i++)
			if (pids[i] == ended)
				pids[i] = 0;
	}
}
