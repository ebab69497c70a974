program cubics
  use, intrinsic :: iso_fortran_env, only: int8, int32, int64, real32, real64
  use, intrinsic :: ieee_arithmetic, only: ieee_is_nan, ieee_value, ieee_positive_inf
  use checks
  use hotloop
  implicit none
  integer :: stat
  character(127) :: errmsg
  call one_cubic
  call invariants
  call batches
  call strides
  call orbits
  call wrong_arguments
  call finish_checks

contains

  subroutine one_cubic
    type(cubic) :: found, many(3)
    found = cubic_roots(-.5d0, 0d0, 1.5d0, -1d0)
    call check(all(found%root == [-2, 1, 1]) .and. found%count == 3, 'a double root')
    call check(iand(found%info, 3) == 2, 'the double root is the high one')
    found = cubic_roots(1d0, 0d0, 1d0, 0d0)
    call check(found%count == 1 .and. found%root(1) == 0 .and. all(found%pair == [0, 1]), 'a pair')
    call check(all(ieee_is_nan(found%root(2:))), 'NaN after the last root')
    many = cubic_roots([1d0, 0d0, 0d0], [-6d0, 1d0, 0d0], [11d0, 0d0, 0d0], -6d0)
    call check(all(many%count == [3, 2, 0]), 'elementwise')
  end subroutine one_cubic

  subroutine invariants
    real(real64) :: condition(3)
    call check(cubic_discriminant_sign(-.5d0, 0d0, 1.5d0, -1d0) == 0, 'discriminant 0')
    call check(cubic_discriminant_sign(1d0, 0d0, 1d0, 0d0) == -1, 'discriminant < 0')
    condition = cubic_condition(1d0, 0d0, -1d0, 0d0)
    call check(all(condition == [1, 1, 1]), 'condition of x**3 - x')
    stat = cubic_discriminant_sign(infinity(), 0d0, 1d0, 0d0, stat=stat, errmsg=errmsg)
    condition = cubic_condition(infinity(), 0d0, 1d0, 0d0, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_NOT_FINITE, 'a NaN or infinite parameter')
  end subroutine invariants

  function infinity()
    real(real64) :: infinity
    infinity = ieee_value(infinity, ieee_positive_inf)
  end function infinity

  subroutine batches
    real(real64) :: roots(3, 3), pair(2, 3), x0(3)
    real(real32) :: single(3, 2), single_pair(2, 2)
    integer(int8) :: count(3), info(3)
    type(cubic) :: alone(3)
    x0 = [nearest(-.5d0, -1d0), -.5d0, nearest(-.5d0, 1d0)]
    call cubic_roots_batch(x0, [0d0], [1.5d0], [-1d0], roots, pair, count, info)
    alone = cubic_roots(x0, 0d0, 1.5d0, -1d0)
    call check(all(count == alone%count) .and. all(info == alone%info), 'counts in a batch')
    call check(all(roots(1, :) == alone%root(1)), 'roots in a batch')
    call check(pair(2, 1) > 0 .and. ieee_is_nan(pair(2, 2)), 'pairs in a batch')
    call cubic_roots_batch(x0, [0d0], [1.5d0], [-1d0], roots, count=count, distinct=.true.)
    call check(ieee_is_nan(roots(3, 2)), 'repeated roots once')
    call cubic_roots_batch(x0, [0d0], [1.5d0], [-1d0], roots, count=count, imag_tolerance=1d-6)
    call check(all(roots(2:, 1) == alone(1)%pair(1)), 'a pair within the tolerance counts as two real roots')
    call cubic_roots_batch([1., -.5], [0.], [0., 1.5], [-8., -1.], single, single_pair, count(1:2))
    call check(single(1, 1) == 2 .and. all(single(:, 2) == [-2, 1, 1]), 'real32')
    call cubic_roots_batch(x0(1:0), [0d0], [0d0], [0d0], roots(:, 1:0))
  end subroutine batches

  ! Coefficients and roots inside other arrays, forwards and backwards.
  subroutine strides
    real(real64) :: coefficients(4, 2), table(2, 5), expected(3, 2), wide(7, 2)
    wide = 9
    coefficients(:, 1) = [1, -6, 11, -6]
    coefficients(:, 2) = [1, 0, -1, 0]
    call cubic_roots_batch(coefficients(1, :), coefficients(2, :), coefficients(3, :), coefficients(4, :), expected)
    call check(all(expected(:, 1) == [1, 2, 3]) .and. all(expected(:, 2) == [-1, 0, 1]), 'rows of coefficients')
    call cubic_roots_batch(coefficients(1, 2:1:-1), coefficients(2, 2:1:-1), coefficients(3, 2:1:-1), &
      coefficients(4, 2:1:-1), wide(2:6:2, :))
    call check(all(wide(2:6:2, 2) == [1, 2, 3]) .and. all(wide(1:7:2, :) == 9), 'backwards, into every other row')
    table = 0
    call cubic_roots_batch(coefficients(1, :), coefficients(2, :), coefficients(3, :), coefficients(4, :), table, &
      stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'roots has 2 rows; it must be 3 x n')
  end subroutine strides

  subroutine orbits
    real(real64) :: roots(3, 2), pair(2, 2), xy(2, 3, 2)
    integer(int8) :: count(2)
    call cubic_orbit_roots([-.5d0, -.6d0], [1d0, 1d0], roots, pair, count)
    call check(all(count == [3, 1]) .and. all(roots(:, 1) == [-2, 1, 1]), 'a circular orbit')
    call cubic_orbit_step_roots([-.5d0, -.6d0], [1d0, 1d0], [1d0, .9d0], xy, pair, count)
    call check(all(ieee_is_nan(pair(:, 1))), 'no pair where all roots are real')
    call check(count(1) >= 1 .and. xy(2, 1, 1) > 0 .and. xy(1, 1, 1) < 0, 'steps')
    call check(abs(xy(1, 1, 1) + 1 / (2 * xy(2, 1, 1)**2)) < 1d-15, 'x = -1 / (2 y**2)')
    ! y**3 + 2 y - 3 = (y - 1) (y**2 + y + 3)
    call cubic_orbit_step_roots([1d0, 1d0], [0d0, 0d0], [-1.5d0, 1.5d0], xy, pair, count)
    call check(all(count == [1, 0]) .and. all(xy(:, 1, 1) == [-.5d0, 1d0]), 'a step with a pair')
    call check(all(pair(1, :) == [-.5, .5]) .and. all(abs(pair(2, :)**2 - 2.75d0) < 1d-15), 'the pair of a step')
    call cubic_orbit_step_roots([1d0, 1d0], [0d0, 0d0], [1d0, 1d0], xy, pair(:, 1:1), stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'pair is 2 x 1; it must be 2 x 2')
    call cubic_orbit_roots([-.5d0], [1d0, 1d0], roots, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'x0 has 1 entries; the results have room for 2')
  end subroutine orbits

  subroutine wrong_arguments
    real(real64) :: roots(3, 3), pair(2, 2)
    integer(int8) :: count(2)
    roots = 7
    call cubic_roots_batch([1d0, 2d0], [0d0], [0d0], [0d0], roots, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'a has 2 entries; it must have one for each cubic, 3')
    call cubic_roots_batch([1d0], [0d0], [0d0], [0d0], roots, pair, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'pair is 2 x 2; it must be 2 x 3')
    call cubic_roots_batch([1d0], [0d0], [0d0], [0d0], roots, count=count, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'count has 2 entries')
    call cubic_roots_batch([1d0], [0d0], [0d0], [0d0], roots, imag_tolerance=-1d0, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'imag_tolerance')
    call check(all(roots == 7), 'roots are untouched on failure')
  end subroutine wrong_arguments

end program cubics
