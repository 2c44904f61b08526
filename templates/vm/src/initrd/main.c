/* The first process of a VM, from its initrd: loads the drivers of its disk and ports, mounts the
 * root and goes on there. What Debian's initrd does in 3 s of CPU without hardware help, in 0.1 s. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define INIT "/usr/lib/halab/vm/init"
#define WAIT_MS 10000
#define POLL_MS 5

static void fail(const char *what)
{
	printf("halab: failed initrd: %s: %s\n", what, strerror(errno));
	fflush(stdout);
	for (;;)
		pause();
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* In the order of their names: each needs those before it. One that the kernel has built in or
 * does not need is no error. */
static void load_modules(void)
{
	struct dirent **entries;
	int count = scandir("/modules", &entries, NULL, by_name);
	for (int i = 0; i < count; i++) {
		char path[300];
		snprintf(path, sizeof path, "/modules/%s", entries[i]->d_name);
		int fd = entries[i]->d_name[0] == '.' ? -1 : open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		syscall(SYS_finit_module, fd, "", 0);
		close(fd);
	}
}

static void await_root(const char *root)
{
	struct stat st;
	for (int waited = 0; stat(root, &st) < 0; waited += POLL_MS) {
		if (waited >= WAIT_MS)
			fail(root);
		nanosleep(&(struct timespec){ .tv_nsec = POLL_MS * 1000000 }, NULL);
	}
}

int main(int argc, char **argv)
{
	const char *root = "/dev/vda";
	for (int i = 1; i < argc; i++) {
		if (!strncmp(argv[i], "/dev/", 5))
			root = argv[i];
		/* A try of the machine only: it has come as far as this. */
		if (!strcmp(argv[i], "halab.try")) {
			printf("halab: ready\n");
			fflush(stdout);
			sync();
			for (;;)
				pause();
		}
	}
	mkdir("/dev", 0755);
	mkdir("/root", 0755);
	if (mount("dev", "/dev", "devtmpfs", 0, NULL) < 0 && errno != EBUSY)
		fail("mounting /dev");
	load_modules();
	await_root(root);
	if (mount(root, "/root", "ext4", MS_NOATIME, NULL) < 0)
		fail(root);
	if (mount("/dev", "/root/dev", NULL, MS_MOVE, NULL) < 0)
		fail("moving /dev");
	if (chdir("/root") < 0 || mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0 || chdir("/") < 0)
		fail("changing the root");
	char *const args[] = { INIT, NULL };
	char *const env[] = { "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=linux", "LANG=C.UTF-8", NULL };
	execve(INIT, args, env);
	fail(INIT);
}
