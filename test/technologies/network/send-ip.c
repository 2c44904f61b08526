/* send-ip PROTOCOL EVERY_MS HEX...: sends each payload by turns to 224.0.0.18, on the device of the default route. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = inet_addr("224.0.0.18") };
	int fd = argc > 3 ? socket(AF_INET, SOCK_RAW, atoi(argv[1])) : -1;
	if (fd < 0)
		return 1;
	for (int i = 3;; i = i + 1 < argc ? i + 1 : 3) {
		unsigned char payload[256];
		size_t len = strlen(argv[i]) / 2;
		for (size_t k = 0; k < len; k++)
			sscanf(argv[i] + 2 * k, "%2hhx", &payload[k]);
		if (sendto(fd, payload, len, 0, (struct sockaddr *)&to, sizeof to) < 0)
			return 1;
		usleep((useconds_t)atoi(argv[2]) * 1000);
	}
}
