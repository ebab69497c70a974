! hotloop in five minutes, from Fortran: datasets behind a mean and SD, matrix powers, cubic roots.
program tour
  use, intrinsic :: iso_fortran_env, only: int8, int32, int64, real64
  use hotloop
  implicit none
  call datasets('3.5', '1.2', 50, 0, 7, sd_error='0.005')
  call datasets('3.44', '2.47', 18, 1, 9)
  call powers
  call orbits

contains

  ! How many datasets print as this mean and SD? Digits count, so they are given as text.
  subroutine datasets(mean, sd, n, low, high, sd_error)
    character(*), intent(in) :: mean, sd
    integer, intent(in) :: n, low, high
    character(*), intent(in), optional :: sd_error
    type(closure_plan) :: plan
    integer(int32) :: row(n, 1)
    call plan%build(closure_problem(mean, sd, n, low, high, sd_error=sd_error))
    print '(5a, 3(i0, a), 2a)', 'mean ', mean, ', SD ', sd, ', n ', n, ', scale ', low, '-', high, ': ', plan%count_text(), &
      ' datasets'
    if (plan%count() == 0) return
    call plan%rows(row, first=plan%count() - 1) ! the last one, straight from its rank
    print '(a, *(1x, i0))', '  the last one:', row
  end subroutine datasets

  subroutine powers
    ! Loggerhead turtles, seven stages (Crouse, Crowder and Caswell, Ecology 68, 1987).
    real(real64), parameter :: turtles(7, 7) = transpose(reshape([real(real64) :: &
      0, 0, 0, 0, 127, 4, 80, &
      .6747d0, .7370d0, 0, 0, 0, 0, 0, &
      0, .0486d0, .6610d0, 0, 0, 0, 0, &
      0, 0, .0147d0, .6907d0, 0, 0, 0, &
      0, 0, 0, .0518d0, 0, 0, 0, &
      0, 0, 0, 0, .8091d0, 0, 0, &
      0, 0, 0, 0, 0, .8091d0, .8089d0], [7, 7]))
    integer(int64), parameter :: fibonacci(2, 2) = reshape([1_int64, 1_int64, 1_int64, 0_int64], [2, 2])
    real(real64) :: now(7, 7), later(7, 7)
    integer(int64) :: exact(2, 2)
    call matrix_power(turtles, 100, now)
    call matrix_power(turtles, 101, later)
    print '(a, f8.6, a)', 'turtles: each year leaves ', later(7, 7) / now(7, 7), ' of the last'
    call matrix_power(fibonacci, 90, exact)
    print '(a, i0)', 'Fibonacci(90) = ', exact(1, 2)
    call matrix_power_mod(fibonacci, 10_int64**18, 1000000007, exact)
    print '(a, i0)', 'Fibonacci(10^18) mod 10^9+7 = ', exact(1, 2)
  end subroutine powers

  ! x0 y^3 + 1.5 y - y0: a circular orbit (x0 = -1/2, y0 = 1) sits on a double root.
  subroutine orbits
    real(real64) :: x0(3), roots(3, 3)
    integer(int8) :: count(3)
    integer :: i, k
    x0 = [nearest(-.5d0, -1d0), -.5d0, nearest(-.5d0, 1d0)]
    call cubic_roots_batch(x0, [0d0], [1.5d0], [-1d0], roots, count=count) ! the others repeat one value
    do i = 1, 3
      print '(3a, i0, *(a))', 'x0 = ', shortest(x0(i)), ': ', count(i), ' real roots:', &
        (' ', trim(shortest(roots(k, i))), k=1, count(i))
    end do
  end subroutine orbits

  ! 17 significant digits without zeros at the end, as %.17g.
  pure function shortest(x) result(text)
    real(real64), intent(in) :: x
    character(:), allocatable :: text
    character(40) :: wide, form
    write (form, '(a, i0, a)') '(f40.', 16 - floor(log10(abs(x))), ')'
    write (wide, form) x
    text = trim(adjustl(wide))
    text = text(:verify(text, '0', back=.true.))
    if (text(len(text):) == '.') text = text(:len(text) - 1)
  end function shortest

end program tour
