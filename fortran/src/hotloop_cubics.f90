! Roots of cubics a x**3 + b x**2 + c x + d.
module hotloop_cubics
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int32, int64, real32, real64
  use hotloop_abi, one_cubic => hotloop_cubic_roots, sign_in_c => hotloop_cubic_discriminant_sign, &
    condition_in_c => hotloop_cubic_condition, orbit_in_c => hotloop_cubic_orbit_roots, &
    steps_in_c => hotloop_cubic_orbit_step_roots, cubic => hotloop_cubic
  use hotloop_arrays, only: array_view, view
  use hotloop_call
  implicit none
  private
  public :: cubic, cubic_roots, cubic_roots_batch, cubic_discriminant_sign, cubic_condition
  public :: cubic_orbit_roots, cubic_orbit_step_roots

  ! roots(3, n), pair(2, n), count(n), info(n); a coefficient of one entry holds for all cubics.
  interface cubic_roots_batch
    procedure batch_r32, batch_r64
  end interface cubic_roots_batch

contains

  ! The roots of one cubic, or of each of many.
  impure elemental function cubic_roots(a, b, c, d) result(roots)
    real(real64), intent(in) :: a, b, c, d
    type(cubic) :: roots
    type(cubic), target :: found
    call tell_short(one_cubic(a, b, c, d, c_loc(found)))
    roots = found
  end function cubic_roots

  ! The sign of b**2 c**2 - 4 a c**3 - 4 b**3 d - 27 a**2 d**2 + 18 a b c d.
  function cubic_discriminant_sign(a, b, c, d, stat, errmsg) result(answer)
    real(real64), intent(in) :: a, b, c, d
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    integer :: answer
    integer(c_int32_t), target :: sign
    sign = 0
    call tell_short(sign_in_c(a, b, c, d, c_loc(sign)), stat, errmsg)
    answer = int(sign)
  end function cubic_discriminant_sign

  ! By how much each real root magnifies a relative change of the coefficients.
  function cubic_condition(a, b, c, d, stat, errmsg) result(answer)
    real(real64), intent(in) :: a, b, c, d
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    real(real64) :: answer(3)
    real(real64), target :: condition(3)
    condition = 0
    call tell_short(condition_in_c(a, b, c, d, c_loc(condition)), stat, errmsg)
    answer = condition
  end function cubic_condition

  ! For functions that take no control.
  subroutine tell_short(status, stat, errmsg)
    integer(c_int32_t), intent(in) :: status
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call tell(int(status), status_text(int(status)), stat, errmsg)
  end subroutine tell_short

  subroutine batch_r64(a, b, c, d, roots, pair, count, info, distinct, imag_tolerance, threads, cancel, stat, errmsg)
    real(real64), intent(in), target :: a(:), b(:), c(:), d(:)
    real(real64), intent(inout), target :: roots(:, :)
    real(real64), intent(inout), optional, target :: pair(:, :)
    integer(int8), intent(inout), optional, target, contiguous :: count(:), info(:)
    logical, intent(in), optional :: distinct
    real(real64), intent(in), optional :: imag_tolerance
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_cubic_batch) :: batch
    type(hotloop_control) :: control
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    call prepare(batch, view(roots), distinct, imag_tolerance, control, status)
    call add_coefficients(batch, view(a), view(b), view(c), view(d), control, status)
    if (present(pair)) call add_pairs(batch, view(pair), control, status)
    if (present(count)) call add_bytes('count', count, batch%n, batch%count, control, status)
    if (present(info)) call add_bytes('info', info, batch%n, batch%info, control, status)
    call solve(batch, control, status, stat, errmsg)
  end subroutine batch_r64

  subroutine batch_r32(a, b, c, d, roots, pair, count, info, distinct, imag_tolerance, threads, cancel, stat, errmsg)
    real(real32), intent(in), target :: a(:), b(:), c(:), d(:)
    real(real32), intent(inout), target :: roots(:, :)
    real(real32), intent(inout), optional, target :: pair(:, :)
    integer(int8), intent(inout), optional, target, contiguous :: count(:), info(:)
    logical, intent(in), optional :: distinct
    real(real64), intent(in), optional :: imag_tolerance
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_cubic_batch) :: batch
    type(hotloop_control) :: control
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    call prepare(batch, view(roots), distinct, imag_tolerance, control, status)
    call add_coefficients(batch, view(a), view(b), view(c), view(d), control, status)
    if (present(pair)) call add_pairs(batch, view(pair), control, status)
    if (present(count)) call add_bytes('count', count, batch%n, batch%count, control, status)
    if (present(info)) call add_bytes('info', info, batch%n, batch%info, control, status)
    call solve(batch, control, status, stat, errmsg)
  end subroutine batch_r32

  subroutine prepare(batch, roots, distinct, imag_tolerance, control, status)
    type(hotloop_cubic_batch), intent(out), target :: batch
    type(array_view), intent(in), target :: roots
    logical, intent(in), optional :: distinct
    real(real64), intent(in), optional :: imag_tolerance
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    status = HOTLOOP_OK
    batch%struct_size = int(c_sizeof(batch), c_int32_t)
    if (present(distinct)) batch%flags = merge(HOTLOOP_CUBIC_DISTINCT, 0_c_int32_t, distinct)
    if (present(imag_tolerance)) batch%imag_tolerance = imag_tolerance
    batch%type = roots%type
    batch%n = roots%extent(2)
    batch%roots = roots%first
    batch%root_stride = roots%step(1)
    batch%item_stride = merge(roots%step(2), 3 * roots%step(1), batch%n > 1)
    if (roots%extent(1) /= 3) then
      call refuse(control, status, HOTLOOP_SIZE, 'roots has ' // digits(roots%extent(1)) // ' rows; it must be 3 x n')
    else if (.not. roots%is_even) then
      call refuse(control, status, HOTLOOP_MISALIGNED, 'roots: its entries are no whole number of reals apart')
    end if
  end subroutine prepare

  subroutine add_coefficients(batch, a, b, c, d, control, status)
    type(hotloop_cubic_batch), intent(inout), target :: batch
    type(array_view), intent(in), target :: a, b, c, d
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    call add_coefficient('a', a, HOTLOOP_CUBIC_ONE_A, batch%n, batch%flags, batch%a, batch%a_stride, control, status)
    call add_coefficient('b', b, HOTLOOP_CUBIC_ONE_B, batch%n, batch%flags, batch%b, batch%b_stride, control, status)
    call add_coefficient('c', c, HOTLOOP_CUBIC_ONE_C, batch%n, batch%flags, batch%c, batch%c_stride, control, status)
    call add_coefficient('d', d, HOTLOOP_CUBIC_ONE_D, batch%n, batch%flags, batch%d, batch%d_stride, control, status)
  end subroutine add_coefficients

  ! A single entry serves all cubics, which the flag `one` says.
  subroutine add_coefficient(name, array, one, n, flags, first, stride, control, status)
    character(*), intent(in) :: name
    type(array_view), intent(in), target :: array
    integer(c_int32_t), intent(in) :: one
    integer(c_size_t), intent(in) :: n
    integer(c_int32_t), intent(inout) :: flags
    type(c_ptr), intent(out) :: first
    integer(c_ptrdiff_t), intent(out) :: stride
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    first = array%first
    stride = array%step(1)
    if (array%extent(1) == 1) flags = ior(flags, one)
    if (status /= HOTLOOP_OK) return
    if (array%extent(1) /= n .and. array%extent(1) /= 1) then
      call refuse(control, status, HOTLOOP_SIZE, name // ' has ' // digits(array%extent(1)) &
        // ' entries; it must have one for each cubic, ' // digits(n) // ', or a single one')
    else if (.not. array%is_even) then
      call refuse(control, status, HOTLOOP_MISALIGNED, name // ': its entries are no whole number of reals apart')
    end if
  end subroutine add_coefficient

  subroutine add_pairs(batch, pair, control, status)
    type(hotloop_cubic_batch), intent(inout), target :: batch
    type(array_view), intent(in), target :: pair
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    batch%pair = pair%first
    batch%pair_stride = merge(pair%step(2), 2_c_ptrdiff_t, batch%n > 1)
    if (status /= HOTLOOP_OK) return
    if (pair%extent(1) /= 2 .or. pair%extent(2) /= batch%n) then
      call refuse(control, status, HOTLOOP_SIZE, 'pair is ' // digits(pair%extent(1)) // ' x ' // digits(pair%extent(2)) &
        // '; it must be 2 x ' // digits(batch%n))
    else if (batch%n > 0 .and. (pair%step(1) /= 1 .or. .not. pair%is_even)) then
      call refuse(control, status, HOTLOOP_SIZE, 'pair: each column must be contiguous')
    end if
  end subroutine add_pairs

  subroutine add_bytes(name, bytes, n, first, control, status)
    character(*), intent(in) :: name
    integer(int8), intent(inout), target, contiguous :: bytes(:)
    integer(c_size_t), intent(in) :: n
    type(c_ptr), intent(inout) :: first
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    if (status /= HOTLOOP_OK) return
    if (size(bytes, kind=c_size_t) /= n) then
      call refuse(control, status, HOTLOOP_SIZE, name // ' has ' // digits(size(bytes, kind=c_size_t)) &
        // ' entries; it must have one for each cubic, ' // digits(n))
    else if (n > 0) then
      first = c_loc(bytes)
    end if
  end subroutine add_bytes

  subroutine solve(batch, control, status, stat, errmsg)
    type(hotloop_cubic_batch), intent(in), target :: batch
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    if (status == HOTLOOP_OK .and. batch%n > 0) status = hotloop_cubic_roots_batch(c_loc(batch), c_loc(control))
    call finish(status, control, stat, errmsg)
  end subroutine solve

  ! The roots of x0 y**3 + 1.5 y - y0.
  subroutine cubic_orbit_roots(x0, y0, roots, pair, count, threads, cancel, stat, errmsg)
    real(real64), intent(in), target, contiguous :: x0(:), y0(:)
    real(real64), intent(inout), target, contiguous :: roots(:, :)
    real(real64), intent(inout), optional, target, contiguous :: pair(:, :)
    integer(int8), intent(inout), optional, target, contiguous :: count(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_cubic_batch) :: outputs
    type(hotloop_control), target :: control
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    call prepare(outputs, view(roots), control=control, status=status)
    call check_length('x0', view(x0), outputs%n, control, status)
    call check_length('y0', view(y0), outputs%n, control, status)
    if (present(pair)) call add_pairs(outputs, view(pair), control, status)
    if (present(count)) call add_bytes('count', count, outputs%n, outputs%count, control, status)
    if (status == HOTLOOP_OK .and. outputs%n > 0) status = orbit_in_c(outputs%n, c_loc(x0), c_loc(y0), outputs%roots, &
      outputs%pair, outputs%count, c_loc(control))
    call finish(status, control, stat, errmsg)
  end subroutine cubic_orbit_roots

  ! Positions (x, y) = xy(:, k, i), k = 1 to count(i), that step i can reach, and the complex pair of y;
  ! all correctly rounded, x from the exact y.
  subroutine cubic_orbit_step_roots(x0, y0, omega, xy, pair, count, threads, cancel, stat, errmsg)
    real(real64), intent(in), target, contiguous :: x0(:), y0(:), omega(:)
    real(real64), intent(inout), target, contiguous :: xy(:, :, :)
    real(real64), intent(inout), optional, target, contiguous :: pair(:, :)
    integer(int8), intent(inout), optional, target, contiguous :: count(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_cubic_batch) :: outputs
    type(hotloop_control), target :: control
    integer(c_size_t) :: n
    integer(c_int32_t) :: status
    status = HOTLOOP_OK
    control = run_with(threads, cancel)
    n = size(xy, 3, c_size_t)
    outputs%n = n
    if (size(xy, 1) /= 2 .or. size(xy, 2) /= 3) call refuse(control, status, HOTLOOP_SIZE, 'xy must be 2 x 3 x n')
    call check_length('x0', view(x0), n, control, status)
    call check_length('y0', view(y0), n, control, status)
    call check_length('omega', view(omega), n, control, status)
    if (present(pair)) call add_pairs(outputs, view(pair), control, status)
    if (present(count)) call add_bytes('count', count, n, outputs%count, control, status)
    if (status == HOTLOOP_OK .and. n > 0) status = steps_in_c(n, c_loc(x0), c_loc(y0), c_loc(omega), c_loc(xy), &
      outputs%pair, outputs%count, c_loc(control))
    call finish(status, control, stat, errmsg)
  end subroutine cubic_orbit_step_roots

  subroutine check_length(name, array, n, control, status)
    character(*), intent(in) :: name
    type(array_view), intent(in), target :: array
    integer(c_size_t), intent(in) :: n
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    if (status /= HOTLOOP_OK .or. array%extent(1) == n) return
    call refuse(control, status, HOTLOOP_SIZE, name // ' has ' // digits(array%extent(1)) &
      // ' entries; the results have room for ' // digits(n))
  end subroutine check_length

end module hotloop_cubics
