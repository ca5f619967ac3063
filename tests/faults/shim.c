/* Preloaded, it makes the disk fail for files of a database and logs while the file named by FAULT exists, in
   the way that file says: full, broken, fsync or short; with "clock" the day is yesterday. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int said(void) {
  char word[16] = "";
  const char *control = getenv("FAULT");
  int file = control ? open(control, O_RDONLY) : -1;
  if (file < 0) return 0;
  ssize_t length = read(file, word, sizeof word - 1);
  close(file);
  return length <= 0 ? 0 : word[0] == 'f' && word[1] == 's' ? 'y' : word[0];
}

static int fault(int fd) {
  char link[64], path[4096];
  int kind = said();
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = kind ? readlink(link, path, sizeof path - 1) : -1;
  if (size < 0) return 0;
  path[size] = 0;
  if (!strstr(path, ".db") && !strstr(path, ".log")) return 0;
  return strstr(path, ".lock") || strstr(path, ".owner") ? 0 : kind;
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

int clock_gettime(clockid_t which, struct timespec *now) {
  int failed = REAL(clock_gettime)(which, now);
  if (which == CLOCK_REALTIME && said() == 'c') now->tv_sec -= 24 * 3600;
  return failed;
}
