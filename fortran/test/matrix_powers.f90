program matrix_powers
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use checks
  use hotloop
  use hotloop_arrays, only: array_view, view
  implicit none
  integer :: stat
  character(127) :: errmsg
  call integers
  call floats
  call exponents
  call sections
  call sections_with_gaps
  call stacks
  call residues
  call vectors
  call symmetric_ones
  call stochastic_ones
  call column_stochastic_ones
  call hermitian_ones
  call triangular_ones
  call wrong_arguments
  call finish_checks

contains

  subroutine integers
    integer(int32) :: a(3, 3), out(3, 3)
    integer(int64) :: b(2, 2), wide(2, 2)
    a = reshape([1, 2, -1, 0, 3, 1, 2, 2, 1], [3, 3])
    call matrix_power(a, 3, out)
    call check(all(out == matmul(a, matmul(a, a))), 'int32 cube')
    call matrix_power(a, 3)
    call check(all(a == out), 'int32 in place')
    b = reshape([2_int64, 1_int64, 1_int64, 1_int64], [2, 2])
    call matrix_power(b, -2, wide)
    call check(all(matmul(wide, matmul(b, b)) == reshape([1, 0, 0, 1], [2, 2])), 'int64 inverse')
    call matrix_power(b, 64, wide, stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_OVERFLOW, 'int64 overflow is told')
    call matrix_power(b, 64, wide, wrap=.true., stat=stat)
    call check(stat == 0, 'int64 wraps on demand')
  end subroutine integers

  subroutine floats
    real(real64) :: r(3, 3), r_out(3, 3)
    real(real32) :: s(3, 3), s_out(3, 3)
    complex(real64) :: z(3, 3), z_out(3, 3)
    complex(real32) :: c(3, 3), c_out(3, 3)
    r = reshape([2d0, 1d0, 0d0, -1d0, 3d0, .5d0, .25d0, 0d0, 1d0], [3, 3])
    s = real(r, real32)
    z = cmplx(r, transpose(r), real64)
    c = cmplx(z, kind=real32)
    call matrix_power(r, 5, r_out)
    call check(all(r_out == matmul(r, matmul(matmul(r, r), matmul(r, r)))), 'real64, exact in doubles')
    call matrix_power(s, 5, s_out)
    call check(maxval(abs(s_out - r_out)) < 1e-3, 'real32')
    call matrix_power(z, 3, z_out)
    call check(maxval(abs(z_out - matmul(z, matmul(z, z)))) < 1d-12, 'complex64')
    call matrix_power(c, 3, c_out)
    call check(maxval(abs(cmplx(c_out, kind=real64) - z_out)) < 1e-3, 'complex32')
    call matrix_power(r, -1, r_out)
    call check(maxval(abs(matmul(r, r_out) - identity(3))) < 1d-15, 'inverse')
    call matrix_power(r, 5)
    call matrix_power(s, 5)
    call matrix_power(z, 3)
    call matrix_power(c, 3)
    call check(all(z == z_out) .and. all(c == c_out), 'complex in place')
    call check(maxval(abs(s - r)) < 1e-3, 'reals in place')
  end subroutine floats

  pure function identity(n)
    integer, intent(in) :: n
    real(real64) :: identity(n, n)
    integer :: i
    identity = 0
    do i = 1, n
      identity(i, i) = 1
    end do
  end function identity

  subroutine exponents
    integer(int64) :: a(1, 1), out(1, 1), none(0, 0)
    a = -1
    call matrix_power(a, 3_int8, out)
    call check(out(1, 1) == -1, 'p of int8')
    call matrix_power(a, 4_int16, out)
    call check(out(1, 1) == 1, 'p of int16')
    call matrix_power(a, 10_int64**18 + 1, out)
    call check(out(1, 1) == -1, 'p of int64')
    call matrix_power(a, 0, out)
    call check(out(1, 1) == 1, 'p = 0')
    call matrix_power(none, 3)
    call matrix_power(a, 2.0, out, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'p must be an integer')
  end subroutine exponents

  ! A section of a larger array is read and written in its place.
  subroutine sections
    real(real64), target :: large(7, 9), expected(3, 3), a(3, 3)
    type(array_view) :: place
    call random_number(large)
    a = large(2:4, 3:5)
    expected = matmul(a, a)
    call matrix_power(large(2:4, 3:5), 2, large(5:7, 7:9))
    call check(maxval(abs(large(5:7, 7:9) - expected)) < 1d-15, 'sections')
    call check(all(large(2:4, 3:5) == a), 'the input is unchanged')
    call matrix_power(large(2:4, 3:5), 2)
    call check(all(large(2:4, 3:5) == large(5:7, 7:9)), 'a section in place')
    call matrix_power(a, 2, large(2:4, 1:6:2))
    call check(all(large(2:4, 1:6:2) == large(5:7, 7:9)), 'every other column')
    place = view(large(2:4, 3:5))
    call check(c_associated(place%first, c_loc(large(2, 3))) .and. place%step(2) == 7, 'no copy is made')
  end subroutine sections

  ! Whose columns are not contiguous: copied in and out, in every place.
  subroutine sections_with_gaps
    integer, parameter :: n = 3
    real(real64), target :: large(2 * n, 3 * n), a(n, n), expected(n, n), v(2 * n, n), b(n, 2), out(n, n)
    real(real64) :: stack(4, n, n), single_out(2 * n), many(4, 2, 4)
    real(real32) :: singles(2 * n, n)
    complex(real64) :: c(n, n), twice(2 * n, n)
    complex(real32) :: c32(n, n), twice32(2 * n, n)
    integer(int64) :: whole(2 * n, n), i64(n, n)
    integer(int32) :: whole32(2 * n, n), statuses(8)
    integer :: i
    call random_number(large)
    a = large(::2, :n)
    expected = matmul(a, matmul(a, a))
    call matrix_power(large(::2, :n), 3, out)
    call check(maxval(abs(out - expected)) < 1d-13 .and. all(large(::2, :n) == a), 'every other row')
    call matrix_power(a, 3, large(2::2, ::3))
    call check(all(large(2::2, ::3) == out) .and. all(large(::2, :n) == a), 'out in every other row')
    call matrix_power(large(::2, :n), 3)
    call check(all(large(::2, :n) == out) .and. all(large(2::2, 1) == out(:, 1)), 'every other row in place')
    call matrix_power(transpose(a), 3, out)
    call check(maxval(abs(out - transpose(expected))) < 1d-13, 'a transposed matrix')
    call matrix_power(a(n:1:-1, n:1:-1), 3, out(n:1:-1, n:1:-1))
    call check(maxval(abs(out - expected)) < 1d-13, 'rows and columns backwards')
    stack = 0
    stack(2, :, :) = a
    stack(4, :, :) = 2 * a
    do i = 2, 4, 2
      call matrix_power(stack(i, :, :), 3)
      call check(maxval(abs(stack(i, :, :) - expected * (i / 2)**3)) < 1d-12, 'one of an interleaved stack')
    end do
    call check(all(stack(1::2, :, :) == 0), 'its neighbours are unchanged')
    call random_number(v)
    b = v(::2, ::2)
    call matrix_power_apply(a, 3, v(::2, ::2), large(::2, :2))
    call check(maxval(abs(large(::2, :2) - matmul(expected, b))) < 1d-13, 'columns in every other row')
    single_out = 0
    call matrix_power_apply(transpose(a), 3, v(::2, 1), single_out(2::2))
    call check(maxval(abs(single_out(2::2) - matmul(transpose(expected), b(:, 1)))) < 1d-13, 'a vector with gaps')
    call check(all(single_out(::2) == 0), 'its gaps are unchanged')
    c = cmplx(a, 0, real64)
    twice = 0
    twice(::2, :) = c
    call matrix_power(twice(::2, :), 3)
    call check(maxval(abs(twice(::2, :) - expected)) < 1d-13 .and. all(twice(2::2, :) == 0), 'complex')
    c32 = cmplx(a, 0, real32)
    twice32 = 0
    twice32(::2, :) = c32
    call matrix_power(twice32(::2, :), 3)
    call check(maxval(abs(twice32(::2, :) - real(expected, real32))) < 1e-5 .and. all(twice32(2::2, :) == 0), 'complex singles')
    singles = 0
    singles(::2, :) = real(a, real32)
    call matrix_power(singles(::2, :), 3)
    call check(maxval(abs(singles(::2, :) - real(expected, real32))) < 1e-5 .and. all(singles(2::2, :) == 0), 'singles')
    i64 = reshape([1, 1, 0, 2, 1, 1, 0, 0, 1], [n, n])
    whole = 9
    whole(::2, :) = i64
    whole32 = 9
    whole32(::2, :) = int(i64, int32)
    call matrix_power(whole(::2, :), 2)
    call matrix_power(whole32(::2, :), 2)
    call check(all(whole(::2, :) == matmul(i64, i64)) .and. all(whole(2::2, :) == 9), 'integers')
    call check(all(whole32(::2, :) == whole(::2, :)) .and. all(whole32(2::2, :) == 9), '32-bit integers')
    call matrix_power_mod(whole(::2, :), 2, 5)
    call check(all(whole(::2, :) == modulo(matmul(matmul(i64, i64), matmul(i64, i64)), 5_int64)), 'residues')
    statuses = 5
    many = 0
    many(1, 1, ::2) = 1
    many(3, 2, ::2) = 1
    call matrix_power(many(::2, :, :), -1, item_status=statuses(::2), stat=stat)
    call check(all(statuses(2::2) == 5) .and. all(statuses(1::4) == 0), 'statuses with gaps')
    call check(stat == HOTLOOP_SINGULAR .and. all(statuses(3::4) == HOTLOOP_SINGULAR), 'the singular ones of a stack')
  end subroutine sections_with_gaps

  subroutine stacks
    real(real64) :: a(2, 2, 3), out(2, 2, 3), large(4, 4, 3)
    integer(int32) :: item_status(3), whole(1, 1, 2), whole_out(1, 1, 2)
    complex(real32) :: c(2, 2, 0)
    integer :: i
    call random_number(a)
    a(:, :, 2) = 1
    call matrix_power(a, 3, out)
    do i = 1, 3
      call check(maxval(abs(out(:, :, i) - matmul(a(:, :, i), matmul(a(:, :, i), a(:, :, i))))) < 1d-14, 'a stack')
    end do
    large = 0
    large(2:3, 2:3, :) = a
    call matrix_power(large(2:3, 2:3, :), 3)
    call check(all(large(2:3, 2:3, :) == out) .and. all(large(1, :, :) == 0), 'a stack of sections, in place')
    call matrix_power(a, -1, out, item_status=item_status, stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_SINGULAR .and. all(item_status == [0, int(HOTLOOP_SINGULAR), 0]), 'one of a stack is singular')
    call check(index(errmsg, 'a (matrix 1 of 3, from 0) is singular') == 1, 'which one of a stack is singular')
    call matrix_power(a, 2, out, item_status=item_status(:2), stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'item_status has 2 entries; it must have one for each matrix, 3')
    whole(1, 1, :) = [2, 3]
    call matrix_power(whole, 4, whole_out)
    call check(all(whole_out(1, 1, :) == [16, 81]), 'a stack of int32')
    call matrix_power(c, 2)
  end subroutine stacks

  subroutine residues
    integer(int64), parameter :: prime = 1000000007
    integer(int64) :: a(2, 2), out(2, 2), large(2, 2, 2)
    a = reshape([1, 1, 1, 0], [2, 2])
    call matrix_power_mod(a, 10_int64**18, prime, out)
    call check(out(1, 2) == 209783453, 'Fibonacci(10**18)')
    large(:, :, 1) = a
    large(:, :, 2) = out
    call matrix_power_mod(large, -1, prime)
    call check(all(modulo(matmul(large(:, :, 1), a), prime) == reshape([1, 0, 0, 1], [2, 2])), 'inverse mod a prime')
    call matrix_power_mod(a, 5, huge(1_int64))
    call check(all(a == reshape([8, 5, 5, 3], [2, 2])), 'the largest modulus, in place')
    call matrix_power_mod(a, 5, 0, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'modulus must be an integer, 1 or more')
    call matrix_power_mod(-a, 5, 7, out, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'hand over modulo(a, modulus)')
    call matrix_power_mod(modulo(-a, 7_int64), 1, 7, out)
    call check(all(out == modulo(-a, 7_int64)), 'residues of negative entries')
  end subroutine residues

  ! The columns of v are columns: an unsymmetric matrix tells.
  subroutine vectors
    real(real64) :: a(3, 3), v(3, 2), out(3, 2), one(3), stack(3, 3, 2), outs(3, 2, 2)
    integer(int64) :: whole(3, 3), w(3), w_out(3)
    integer(int32) :: small(2, 2), small_out(2)
    complex(real64) :: z(3, 3), z_out(3, 2)
    a = reshape([1, 2, 3, 4, 5, 6, 7, 8, 10], [3, 3])
    v = reshape([1, -1, 2, 0, 3, 1], [3, 2])
    call matrix_power_apply(a, 2, v, out)
    call check(all(out == matmul(a, matmul(a, v))), 'apply to columns')
    call matrix_power_apply(a, 2, v(:, 2), one)
    call check(all(one == out(:, 2)), 'apply to a vector')
    stack(:, :, 1) = a
    stack(:, :, 2) = transpose(a)
    call matrix_power_apply(stack, 2, v, outs)
    call check(all(outs(:, :, 1) == out), 'apply a stack, first')
    call check(all(outs(:, :, 2) == matmul(transpose(a), matmul(transpose(a), v))), 'apply a stack, second')
    z = cmplx(a, kind=real64)
    call matrix_power_apply(z, 2, cmplx(v, kind=real64), z_out)
    call check(all(z_out%re == out), 'apply complex')
    whole = int(a, int64)
    w = int(v(:, 1), int64)
    call matrix_power_apply(whole, 3, w, w_out)
    call check(all(w_out == matmul(whole, matmul(whole, matmul(whole, w)))), 'apply int64')
    call matrix_power_apply_mod(whole, 3, 11, modulo(w, 11_int64), w_out)
    call check(all(w_out == modulo(matmul(whole, matmul(whole, matmul(whole, w))), 11_int64)), 'apply mod 11')
    small = reshape([1, 1, 1, 0], [2, 2])
    call matrix_power_apply(small, 20, [1, 0], small_out)
    call check(all(small_out == [10946, 6765]), 'apply int32')
    call matrix_power_apply(a, 2, v(1:2, :), out, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'v has 2 rows, but a has 3')
  end subroutine vectors

  ! Only the upper triangle is read, a(i, j) with i < j.
  subroutine symmetric_ones
    real(real64) :: a(3, 3), half(3, 3), out(3, 3), v(3), v_out(3)
    integer(int64) :: whole(3, 3), whole_out(3, 3), residue(2, 2)
    complex(real32) :: c(2, 2)
    a = reshape([1, 2, 3, 2, 5, 7, 3, 7, 4], [3, 3])
    half = a
    half(2:3, 1) = 77
    half(3, 2) = 77
    call matrix_power(half, 3, out, symmetric=.true.)
    call check(all(out == matmul(a, matmul(a, a))), 'symmetric')
    v = [1, -1, 2]
    call matrix_power_apply(half, 3, v, v_out, symmetric=.true.)
    call check(all(v_out == matmul(out, v)), 'apply a symmetric one')
    whole = int(half, int64)
    call matrix_power(whole, 3, whole_out, symmetric=.true.)
    call check(all(whole_out == out), 'symmetric int64')
    c = reshape([(1, 0), (9, 9), (0, 1), (2, 0)], [2, 2])
    call matrix_power(c, 2, symmetric=.true.)
    call check(all(c == reshape([(0, 0), (0, 3), (0, 3), (3, 0)], [2, 2])), 'symmetric, not Hermitian')
    residue = reshape([1, 50, 1, 0], [2, 2])
    call matrix_power_mod(residue, 10_int64**18, 1000000007, symmetric=.true.)
    call check(residue(1, 2) == 209783453, 'symmetric residues')
  end subroutine symmetric_ones

  ! The rows are a(i, :).
  subroutine stochastic_ones
    real(real64) :: a(2, 2), out(2, 2), stack(2, 2, 2), stack_out(2, 2, 2), v(2), v_out(2)
    real(real32) :: s(2, 2)
    a = reshape([.9d0, .2d0, .1d0, .8d0], [2, 2])
    call matrix_power(a, 10_int64**15, out, stochastic=.true.)
    call check(maxval(abs(sum(out, dim=2) - 1)) < 1d-15, 'rows sum to 1')
    call check(maxval(abs(out - spread([2 / 3d0, 1 / 3d0], 1, 2))) < 1d-14, 'the stationary distribution')
    v = [1, 0]
    call matrix_power_apply(a, 1000, v, v_out, stochastic=.true.)
    call check(maxval(abs(v_out - 2 / 3d0)) < 1d-14, 'apply a stochastic one')
    s = real(a, real32)
    call matrix_power(s, 1000000, stochastic=.true.)
    call check(maxval(abs(sum(s, dim=2) - 1)) < 1e-6, 'rows sum to 1 in real32')
    stack(:, :, 1) = a
    stack(:, :, 2) = a
    stack(1, 2, 2) = -.1d0
    stack_out = 7
    call matrix_power(stack, 2, stack_out, stochastic=.true., stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_DOMAIN .and. all(stack_out(:, :, 2) == 7), 'no probability')
    call matrix_power(a, -1, out, stochastic=.true., stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_DOMAIN .and. index(errmsg, 'stochastic') > 0, 'no inverse of a stochastic one')
    call matrix_power(a, 2, out, stochastic=.true., symmetric=.true., stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_UNSUPPORTED .and. index(errmsg, 'more than one of') > 0, 'two forms')
    a = reshape([5, 1, 3, 1], [2, 2])
    call matrix_power(a, 1, out, stochastic=.true., stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'a has row 0 with the sum 8; divide each row by its sum')
  end subroutine stochastic_ones

  ! The columns are a(:, j); powers of two, so that all is exact.
  subroutine column_stochastic_ones
    real(real64) :: a(2, 2), out(2, 2), cube(2, 2), start(2), distribution(2)
    real(real32) :: s(2, 2)
    a = reshape([.5d0, .5d0, .125d0, .875d0], [2, 2])
    cube = matmul(a, matmul(a, a))
    call matrix_power(a, 3, out, column_stochastic=.true.)
    call check(all(out == cube), 'columns of probabilities')
    s = real(a, real32)
    call matrix_power(s, 3, column_stochastic=.true.)
    call check(all(s == cube), 'columns of probabilities in real32')
    start = [.25d0, .75d0]
    call matrix_power_apply(a, 3, start, distribution, column_stochastic=.true.)
    call check(all(distribution == matmul(cube, start)), 'apply a column-stochastic one')
    ! A row of probabilities times a power of a matrix whose rows are.
    a = transpose(a)
    call matrix_power_apply((transpose(a)), 3, start, distribution, column_stochastic=.true.)
    call check(all(distribution == matmul(start, matmul(a, matmul(a, a)))), 'a row of probabilities times a power')
    a = transpose(a)
    call matrix_power(a, 3, out, stochastic=.true., stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_DOMAIN .and. index(errmsg, 'use column_stochastic') > 0, 'the other lines')
  end subroutine column_stochastic_ones

  subroutine hermitian_ones
    complex(real64) :: a(2, 2), out(2, 2)
    complex(real32) :: s(2, 2)
    ! Below the diagonal and in imaginary parts on it nothing is read.
    a = reshape([(1, 5), (9, 9), (0, 1), (2, 0)], [2, 2])
    call matrix_power(a, 2, out, hermitian=.true.)
    call check(all(out == reshape([(2, 0), (0, -3), (0, 3), (5, 0)], [2, 2])), 'Hermitian')
    s = cmplx(a, kind=real32)
    call matrix_power(s, 2, hermitian=.true.)
    call check(all(s == out), 'Hermitian in real32')
    a(:, 1) = [(1, 0), (0, -1)]
    call matrix_power(a, 2, out, symmetric=.true., stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'a is Hermitian, not symmetric: use hermitian')
  end subroutine hermitian_ones

  subroutine triangular_ones
    real(real64) :: a(2, 2), out(2, 2)
    integer(int32) :: small(3, 3), small_out(3, 3), stack(2, 2, 2)
    complex(real64) :: z(2, 2)
    a = reshape([huge(a), 0d0, 1d0, 2d0], [2, 2])
    call matrix_power(a, 3, out, triangular=.true.)
    call check(out(1, 1) > huge(a) .and. out(2, 1) == 0 .and. out(2, 2) == 8, 'zeros stay beside infinities')
    small = reshape([1, 2, 3, 0, 4, 5, 0, 0, 6], [3, 3])
    call matrix_power(small, 3, small_out, triangular=.true.)
    call check(all(small_out == matmul(small, matmul(small, small))), 'lower triangular int32')
    stack = reshape([1, 0, 1, 1, 1, 1, 0, 1], [2, 2, 2])
    call matrix_power(stack, 10, triangular=.true.)
    call check(all(stack == reshape([1, 0, 10, 1, 1, 10, 0, 1], [2, 2, 2])), 'a stack of triangles')
    z = reshape([(1, 0), (0, 0), (0, 1), (2, 0)], [2, 2])
    call matrix_power(z, -1, triangular=.true.)
    call check(all(z == reshape([(1d0, 0d0), (0d0, 0d0), (0d0, -.5d0), (.5d0, 0d0)], [2, 2])), 'inverse of a triangle')
    a = 1
    out = 7
    call matrix_power(a, 2, out, triangular=.true., stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_DOMAIN .and. index(errmsg, 'triangular') > 0 .and. all(out == 7), 'no triangle')
    call matrix_power(a, 2, out, triangular=.false.)
    call check(all(out == 2), 'no form')
  end subroutine triangular_ones

  subroutine wrong_arguments
    real(real64) :: a(3, 3), rectangle(3, 2), out(3, 3), stack(2, 3, 3)
    a = 1
    out = 7
    call matrix_power(rectangle, 2, out, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'a is 3 x 2; it must be square')
    call matrix_power(a, 2, out(1:2, 1:2), stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'out is 2 x 2; with this a it must be 3 x 3')
    call matrix_power(a, -1, out, stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_SINGULAR .and. errmsg /= ' ', 'singular')
    stack = 1
    call check(all(out == 7), 'out is untouched on failure')
    call matrix_power(stack(1, :, :), 2, out)
    call check(all(out == 3), 'one matrix of many that interleave')
    call matrix_power(a, 2, a, stat=stat, errmsg=errmsg)
    call check(stat == 0, 'out may be a')
  end subroutine wrong_arguments

end program matrix_powers
