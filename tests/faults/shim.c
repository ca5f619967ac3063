/* Preloaded, it makes the disk fail for files of a database while the file named by FAULT exists, in the
   way that file says: full, broken, fsync or short. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fault(int fd) {
  char link[64], path[4096], said[16] = "";
  const char *control = getenv("FAULT");
  if (!control) return 0;
  int file = open(control, O_RDONLY);
  if (file < 0) return 0;
  ssize_t length = read(file, said, sizeof said - 1);
  close(file);
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = length > 0 ? readlink(link, path, sizeof path - 1) : -1;
  if (size < 0) return 0;
  path[size] = 0;
  if (!strstr(path, ".db") || strstr(path, ".lock") || strstr(path, ".owner")) return 0;
  return said[0] == 'f' && said[1] == 's' ? 'y' : said[0];
}

static int refusal(int fd) {
  int kind = fault(fd);
  if (kind == 'f') errno = ENOSPC;
  if (kind == 'b') errno = EIO;
  return kind == 'f' || kind == 'b';
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
  if (refusal(fd)) return -1;
  if (fault(fd) == 's' && count > 1) count = (count + 1) / 2;
  return REAL(pwrite)(fd, data, count, at);
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
  if (refusal(fd)) return -1;
  if (fault(fd) == 's' && count > 1) count = (count + 1) / 2;
  return REAL(pwrite64)(fd, data, count, at);
}

ssize_t write(int fd, const void *data, size_t count) {
  if (refusal(fd)) return -1;
  return REAL(write)(fd, data, count);
}

int fsync(int fd) {
  if (fault(fd) == 'y') { errno = EIO; return -1; }
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  if (fault(fd) == 'y') { errno = EIO; return -1; }
  return REAL(fdatasync)(fd);
}
