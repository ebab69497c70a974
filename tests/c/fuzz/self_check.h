#ifndef SELF_CHECK_H
#define SELF_CHECK_H

/* Whether each kind of misbehaviour is seen. */
int checks_work(void);

#endif
