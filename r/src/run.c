/* Runs a long library call on a helper thread, so that the user can interrupt it.

   R may be touched by its own thread alone, so that one waits and asks R every
   50 ms whether the user wants to stop. R then leaves by a long jump, and the
   cleanup below stops the helper, and waits for it, before the stack goes. */
#include "glue.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#define SLICE_NS 50000000L

typedef struct {
  library_call call;
  void *arguments;
  hotloop_control *control;
  hotloop_status status;
  int32_t cancel;
  int done;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t finished;
} job;

static void *work(void *given) {
  job *task = given;
  hotloop_status status = task->call(task->arguments, task->control);
  pthread_mutex_lock(&task->lock);
  task->status = status;
  task->done = 1;
  pthread_cond_signal(&task->finished);
  pthread_mutex_unlock(&task->lock);
  return NULL;
}

/* Signals are R's, so the helper takes none. */
static int start(job *task) {
#ifdef _WIN32
  return pthread_create(&task->thread, NULL, work, task);
#else
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int refused = pthread_create(&task->thread, NULL, work, task);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return refused;
#endif
}

static int done_within_slice(job *task) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += SLICE_NS;
  until.tv_sec += until.tv_nsec / 1000000000L;
  until.tv_nsec %= 1000000000L;
  pthread_mutex_lock(&task->lock);
  int waited = 0;
  while (!task->done && waited != ETIMEDOUT)
    waited = pthread_cond_timedwait(&task->finished, &task->lock, &until);
  int done = task->done;
  pthread_mutex_unlock(&task->lock);
  return done;
}

static SEXP wait_for(void *task) {
  while (!done_within_slice(task)) R_CheckUserInterrupt();
  return R_NilValue;
}

/* Runs on every way out. */
static void stop(void *given) {
  job *task = given;
  __atomic_store_n(&task->cancel, 1, __ATOMIC_RELAXED);
  pthread_join(task->thread, NULL);
  pthread_cond_destroy(&task->finished);
  pthread_mutex_destroy(&task->lock);
}

static hotloop_status run_helped(library_call call, void *arguments, hotloop_control *control) {
  job task = {.call = call, .arguments = arguments, .control = control};
  control->cancel = &task.cancel;
  pthread_mutex_init(&task.lock, NULL);
  pthread_cond_init(&task.finished, NULL);
  if (start(&task) == 0) {
    R_ExecWithCleanup(wait_for, &task, stop, &task);
  } else { /* no thread to be had: the call runs here */
    task.status = call(arguments, control);
    pthread_cond_destroy(&task.finished);
    pthread_mutex_destroy(&task.lock);
  }
  control->cancel = NULL;
  return task.status;
}

hotloop_status run(library_call call, void *arguments, int quick, hotloop_control *control) {
  return quick ? call(arguments, control) : run_helped(call, arguments, control);
}

void run_checked(library_call call, void *arguments, int quick) {
  hotloop_control control = new_control();
  check(run(call, arguments, quick, &control), &control);
}
