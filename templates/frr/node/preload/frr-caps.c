/*
 * frr-caps.so, preloaded into FRR's daemons: every one of them asks for CAP_SYS_ADMIN (to move between network
 * namespaces, which a node has none of) and refuses to start without it. A node does not have it, and is not to have it:
 * where the kernel would refuse it, it is left out of what they ask for.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/capability.h>
#include <sys/prctl.h>

/*
 * libcap's, found when they are called: its header would need a package of its own, and FRR's scripts, which are
 * preloaded too, have no libcap.
 */
typedef void *cap_t;
typedef int set_flag(cap_t set, int flag, int count, const int *caps, int value);
typedef int set_proc(cap_t set);
enum { effective, permitted, inheritable };
enum { clear };

int cap_set_proc(cap_t wanted) {
	set_flag *change = (set_flag *)dlsym(RTLD_NEXT, "cap_set_flag");
	set_proc *next = (set_proc *)dlsym(RTLD_NEXT, "cap_set_proc");
	const int admin = CAP_SYS_ADMIN;
	if (prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN, 0, 0, 0) != 1)
		for (int flag = effective; flag <= inheritable; flag++) change(wanted, flag, 1, &admin, clear);
	return next(wanted);
}
