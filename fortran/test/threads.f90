! Calls from many threads at once, and a call that another thread stops; without OpenMP one thread
! does it all, and the call is stopped before it begins.
program threads
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real64
  use checks
  use hotloop
  implicit none
  call same_answers
  call shared_rows
  call shared_powers
  call stopped
  call finish_checks

contains

  subroutine same_answers
    integer, parameter :: calls = 64
    type(closure_plan) :: plan
    logical :: same(calls)
    integer :: i
    call plan%build(closure_problem('3.5', '1.2', 50, 0, 7, sd_error='0.005'), threads=2)
    !$omp parallel do schedule(dynamic) num_threads(4)
    do i = 1, calls
      same(i) = sample_is_same(plan, i) .and. powers_are_same(i) .and. cubics_are_same() .and. errors_are_own(i)
    end do
    !$omp end parallel do
    call check(all(same), 'the same answers on every thread')
  end subroutine same_answers

  ! Rows and histograms that several threads share, enough for each to have some.
  subroutine shared_rows
    integer, parameter :: counts(5) = [0, 1, 2, 3, -1]
    type(closure_plan) :: plan
    integer(int8), allocatable :: alone(:, :), rows(:, :)
    integer(int16), allocatable :: counted(:, :), histograms(:, :)
    integer(int32), allocatable :: all_rows(:, :)
    integer :: i
    call plan%build(closure_problem('3.5', '1.2', 50, 0, 7))
    allocate (alone(50, plan%count()), rows(50, plan%count()), counted(8, plan%count()), histograms(8, plan%count()))
    call plan%rows(alone)
    call plan%histograms(counted)
    do i = 1, size(counts)
      call plan%rows(rows, threads=counts(i))
      call plan%histograms(histograms, threads=counts(i))
      call closure(3.5d0, 1.2d0, 50, 0, 7, .05d0, .05d0, rows=all_rows, threads=counts(i))
      call check(all(rows == alone) .and. all(histograms == counted) .and. all(all_rows == alone), 'shared rows')
    end do
  end subroutine shared_rows

  ! A large matrix, and a stack, that several threads share.
  subroutine shared_powers
    integer, parameter :: counts(4) = [2, 3, 7, -1]
    real(real64), allocatable :: a(:, :), alone(:, :), out(:, :), stack(:, :, :), alone_stack(:, :, :), outs(:, :, :)
    integer :: i
    allocate (a(150, 150), alone(150, 150), out(150, 150))
    allocate (stack(20, 20, 500), alone_stack(20, 20, 500), outs(20, 20, 500))
    call random_number(a)
    a = a / spread(sum(a, dim=2), 2, 150)
    call random_number(stack)
    call matrix_power(a, 1000, alone, stochastic=.true.)
    call matrix_power(stack, 5, alone_stack)
    do i = 1, size(counts)
      call matrix_power(a, 1000, out, stochastic=.true., threads=counts(i))
      call matrix_power(stack, 5, outs, threads=counts(i))
      call check(all(out == alone) .and. all(outs == alone_stack), 'shared powers')
    end do
  end subroutine shared_powers

  logical function sample_is_same(plan, i)
    type(closure_plan), intent(in) :: plan
    integer, intent(in) :: i
    integer(int32) :: one(50, 1), rows(50, 3)
    call plan%rows(one, first=100 * i + 1)
    call plan%rows(rows, first=100 * i)
    sample_is_same = all(one(:, 1) == rows(:, 2))
  end function sample_is_same

  logical function powers_are_same(i)
    integer, intent(in) :: i
    integer(int64) :: a(2, 2), out(2, 2)
    a = reshape([1, i, 0, 1], [2, 2])
    call matrix_power(a, 1000, out)
    powers_are_same = out(2, 1) == 1000 * i
  end function powers_are_same

  logical function cubics_are_same()
    integer, parameter :: n = 10000
    real(real64), allocatable :: roots(:, :), x0(:), xy(:, :, :)
    allocate (roots(3, n), x0(n), xy(2, 3, 200))
    call cubic_roots_batch([-.5d0], [0d0], [1.5d0], [-1d0], roots, threads=2)
    cubics_are_same = all(roots == spread([-2, 1, 1], 2, n))
    x0 = -.5d0
    call cubic_orbit_roots(x0, -2 * x0, roots, threads=2)
    cubics_are_same = cubics_are_same .and. all(roots == spread([-2, 1, 1], 2, n))
    call cubic_orbit_step_roots(x0(:200), -2 * x0(:200), -2 * x0(:200), xy, threads=2)
    cubics_are_same = cubics_are_same .and. all(xy(2, :2, :) == 1)
  end function cubics_are_same

  ! Each thread gets the sentence of its own failure.
  logical function errors_are_own(i)
    integer, intent(in) :: i
    type(closure_problem) :: problem
    integer :: stat
    character(127) :: errmsg, number
    write (number, '(a, i0, a)') 'scale_min (', i + 10, ')'
    problem = closure_problem('3.5', '1.2', 50, i + 10, 7, stat=stat, errmsg=errmsg)
    errors_are_own = stat == HOTLOOP_DOMAIN .and. index(errmsg, trim(number)) == 1
  end function errors_are_own

  ! The matrix is so large that its power would take minutes.
  subroutine stopped
    integer(int32), volatile :: cancel
    integer :: stat
    character(127) :: errmsg
    real(real64), allocatable :: a(:, :)
    cancel = 1
    !$ cancel = 0
    stat = 0
    allocate (a(600, 600), source=1d-3)
    !$omp parallel sections num_threads(2)
    call matrix_power(a, huge(1_int64), cancel=cancel, stat=stat, errmsg=errmsg)
    !$omp section
    call wait_a_moment
    cancel = 1
    !$omp end parallel sections
    call check(stat == HOTLOOP_CANCELLED .and. index(errmsg, 'cancel') > 0, 'another thread stops a call')
  end subroutine stopped

  subroutine wait_a_moment
    integer(int64) :: start, now, rate
    call system_clock(start, rate)
    do
      call system_clock(now)
      if (now - start > rate / 5) exit
    end do
  end subroutine wait_a_moment

end program threads
