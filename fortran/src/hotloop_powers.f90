! Powers of square matrices and of stacks of them; the last dimension of a stack tells which matrix.
!
!   call matrix_power(a, p, out)              out = a**p
!   call matrix_power(a, p)                   in place
!   call matrix_power_mod(a, p, modulus, out) residues
!   call matrix_power_apply(a, p, v, out)     out = a**p v, without the power itself
!
! p and modulus are integers of any kind. symmetric, hermitian, triangular, stochastic and column_stochastic tell
! what a is; they speak of rows and triangles as Fortran does, a(row, column). Any section of an array will do: whose
! columns are contiguous, as those of a(1:n, 1:n) are, is read and written in its place; any other, as a(::2, :) or
! transpose(a), is copied in and out, which takes n**2 steps beside n**3.
module hotloop_powers
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int32, int64, real32, real64
  use hotloop_abi
  use hotloop_arrays, only: array_view, view, dense, give_back
  use hotloop_call
  implicit none
  private
  public :: matrix_power, matrix_power_mod, matrix_power_apply, matrix_power_apply_mod

  interface matrix_power
    procedure power_i32, power_stack_i32, in_place_i32, in_place_stack_i32
    procedure power_i64, power_stack_i64, in_place_i64, in_place_stack_i64
    procedure power_r32, power_stack_r32, in_place_r32, in_place_stack_r32
    procedure power_r64, power_stack_r64, in_place_r64, in_place_stack_r64
    procedure power_c32, power_stack_c32, in_place_c32, in_place_stack_c32
    procedure power_c64, power_stack_c64, in_place_c64, in_place_stack_c64
  end interface matrix_power

  interface matrix_power_mod
    procedure power_mod, power_mod_stack, in_place_mod, in_place_mod_stack
  end interface matrix_power_mod

  interface matrix_power_apply
    procedure apply_vector_i32, apply_i32, apply_stack_i32
    procedure apply_vector_i64, apply_i64, apply_stack_i64
    procedure apply_vector_r32, apply_r32, apply_stack_r32
    procedure apply_vector_r64, apply_r64, apply_stack_r64
    procedure apply_vector_c32, apply_c32, apply_stack_c32
    procedure apply_vector_c64, apply_c64, apply_stack_c64
  end interface matrix_power_apply

  interface matrix_power_apply_mod
    procedure apply_mod_vector, apply_mod, apply_mod_stack
  end interface matrix_power_apply_mod

  ! What a power is asked for, apart from the arrays.
  type :: power_options
    integer(c_int32_t) :: flags = 0
    integer(int64) :: modulus = 0
    logical :: has_negative = .false.
  end type power_options

contains

  ! The steps of every power: shapes, the library's call, the outcome.

  subroutine raise(a, p, out, options, control, stat, errmsg, item_status)
    type(array_view), intent(in), target :: a, out
    class(*), intent(in) :: p
    type(power_options), intent(in) :: options
    type(hotloop_control), intent(inout), target :: control
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    integer(int32), intent(inout), optional, target :: item_status(:)
    type(hotloop_matrix_power_call), target :: task
    type(array_view), target :: dense_a, dense_out, statuses, dense_statuses
    integer(int64), allocatable, target :: room_a(:), room_out(:), room_statuses(:)
    integer(c_int32_t) :: status
    status = HOTLOOP_OK
    call take('a', a, dense_a, room_a, control, status)
    call take('out', out, dense_out, room_out, control, status)
    call prepare(task, dense_a, p, dense_out, options, control, status)
    if (status == HOTLOOP_OK) call check_shape('out', out, a%extent, 'a', control, status)
    if (status == HOTLOOP_OK .and. present(item_status)) then
      statuses = view(item_status)
      call take('item_status', statuses, dense_statuses, room_statuses, control, status)
      call add_item_status(task, a, dense_statuses, control, status)
    end if
    if (status == HOTLOOP_OK .and. all(a%extent > 0)) then
      status = hotloop_matrix_power(c_loc(task), c_loc(control))
      call give_back(dense_out, out)
      if (present(item_status)) call give_back(dense_statuses, statuses)
    end if
    call finish(status, control, stat, errmsg)
  end subroutine raise

  subroutine raise_onto(a, p, v, out, options, control, stat, errmsg)
    type(array_view), intent(in), target :: a, v, out
    class(*), intent(in) :: p
    type(power_options), intent(in) :: options
    type(hotloop_control), intent(inout), target :: control
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_matrix_power_call), target :: task
    type(array_view), target :: dense_a, dense_v, dense_out
    integer(int64), allocatable, target :: room_a(:), room_v(:), room_out(:)
    integer(c_int32_t) :: status
    status = HOTLOOP_OK
    call take('a', a, dense_a, room_a, control, status)
    call take('v', v, dense_v, room_v, control, status)
    call take('out', out, dense_out, room_out, control, status)
    call prepare(task, dense_a, p, dense_out, options, control, status)
    if (status == HOTLOOP_OK) call add_vectors(task, a, dense_v, out, control, status)
    if (status == HOTLOOP_OK .and. all(out%extent > 0)) then
      status = hotloop_matrix_power_apply(c_loc(task), c_loc(control))
      call give_back(dense_out, out)
    end if
    call finish(status, control, stat, errmsg)
  end subroutine raise_onto

  ! The array, or a copy of it with contiguous columns.
  subroutine take(name, array, copy, room, control, status)
    character(*), intent(in) :: name
    type(array_view), intent(in), target :: array
    type(array_view), intent(out) :: copy
    integer(int64), intent(inout), allocatable, target :: room(:)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    integer :: stat
    call dense(array, copy, room, stat)
    if (stat /= 0) call refuse_memory(control, status, name, product(array%extent) * array%width)
  end subroutine take

  subroutine prepare(task, a, p, out, options, control, status)
    type(hotloop_matrix_power_call), intent(out), target :: task
    type(array_view), intent(in), target :: a, out
    class(*), intent(in) :: p
    type(power_options), intent(in) :: options
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    task%struct_size = int(c_sizeof(task), c_int32_t)
    task%flags = ior(options%flags, HOTLOOP_POWER_COLUMN_MAJOR)
    task%type = merge(HOTLOOP_U64, a%type, options%modulus > 0)
    task%modulus = options%modulus
    task%n = a%extent(1)
    task%count = a%extent(3)
    call place_matrices(task, a, out)
    if (status == HOTLOOP_OK) call read_whole(p, 'p', task%p, control, status)
    call check_matrices(a, options, control, status)
  end subroutine prepare

  subroutine place_matrices(task, a, out)
    type(hotloop_matrix_power_call), intent(inout), target :: task
    type(array_view), intent(in), target :: a, out
    task%a = a%first
    task%lda = a%step(2)
    task%a_stride = a%step(3)
    task%out = out%first
    task%ldo = out%step(2)
    task%out_stride = out%step(3)
  end subroutine place_matrices

  subroutine check_matrices(a, options, control, status)
    type(array_view), intent(in), target :: a
    type(power_options), intent(in) :: options
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    if (status /= HOTLOOP_OK) return
    if (options%modulus < 0) then
      call refuse(control, status, HOTLOOP_DOMAIN, 'modulus must be an integer, 1 or more')
    else if (options%has_negative) then
      call refuse(control, status, HOTLOOP_DOMAIN, 'an entry is negative; hand over modulo(a, modulus)')
    else if (a%extent(1) /= a%extent(2)) then
      call refuse(control, status, HOTLOOP_SIZE, 'a is ' // shape_text(a%extent(:2)) // '; it must be square')
    end if
  end subroutine check_matrices

  subroutine check_shape(name, array, extent, model, control, status)
    character(*), intent(in) :: name, model
    type(array_view), intent(in), target :: array
    integer(c_size_t), intent(in) :: extent(3)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    if (all(array%extent == extent)) return
    call refuse(control, status, HOTLOOP_SIZE, name // ' is ' // shape_text(array%extent) // '; with this ' // model &
      // ' it must be ' // shape_text(extent))
  end subroutine check_shape

  subroutine add_item_status(task, a, item_status, control, status)
    type(hotloop_matrix_power_call), intent(inout), target :: task
    type(array_view), intent(in), target :: a, item_status
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    task%item_status = item_status%first
    if (item_status%extent(1) /= a%extent(3)) call refuse(control, status, HOTLOOP_SIZE, 'item_status has ' &
      // digits(item_status%extent(1)) // ' entries; it must have one for each matrix, ' // digits(a%extent(3)))
  end subroutine add_item_status

  subroutine add_vectors(task, a, v, out, control, status)
    type(hotloop_matrix_power_call), intent(inout), target :: task
    type(array_view), intent(in), target :: a, v, out
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    integer(c_size_t) :: results(3)
    if (v%extent(2) > 0) then
      task%v = v%first
    else ! 0 columns with arrays mean 1
      task%out = c_null_ptr
    end if
    task%columns = v%extent(2)
    task%ldv = v%step(2)
    results(1:2) = v%extent(1:2)
    results(3) = a%extent(3)
    if (v%extent(1) /= a%extent(1)) then
      call refuse(control, status, HOTLOOP_SIZE, 'v has ' // digits(v%extent(1)) // ' rows, but a has ' // digits(a%extent(1)))
    else if (status == HOTLOOP_OK) then
      call check_shape('out', out, results, 'a and v', control, status)
    end if
  end subroutine add_vectors

  pure function shape_text(extent) result(text)
    integer(c_size_t), intent(in) :: extent(:)
    character(:), allocatable :: text
    integer :: i
    text = digits(extent(1))
    do i = 2, size(extent)
      if (i < 3 .or. extent(i) /= 1) text = text // ' x ' // digits(extent(i))
    end do
  end function shape_text

  pure function asked(symmetric, triangular, stochastic, column_stochastic, hermitian, wrap) result(options)
    logical, intent(in), optional :: symmetric, triangular, stochastic, column_stochastic, hermitian, wrap
    type(power_options) :: options
    if (is_set(symmetric)) options%flags = ior(options%flags, HOTLOOP_POWER_SYMMETRIC)
    if (is_set(triangular)) options%flags = ior(options%flags, HOTLOOP_POWER_TRIANGULAR)
    if (is_set(stochastic)) options%flags = ior(options%flags, HOTLOOP_POWER_STOCHASTIC)
    if (is_set(column_stochastic)) options%flags = ior(options%flags, HOTLOOP_POWER_COLUMN_STOCHASTIC)
    if (is_set(hermitian)) options%flags = ior(options%flags, HOTLOOP_POWER_HERMITIAN)
    if (is_set(wrap)) options%flags = ior(options%flags, HOTLOOP_POWER_WRAP)
  end function asked

  pure logical function is_set(option)
    logical, intent(in), optional :: option
    is_set = .false.
    if (present(option)) is_set = option
  end function is_set

  ! A modulus that is no positive integer becomes -1, which check_matrices refuses.
  function residues(modulus, has_negative, symmetric, triangular) result(options)
    class(*), intent(in) :: modulus
    logical, intent(in) :: has_negative
    logical, intent(in), optional :: symmetric, triangular
    type(power_options) :: options
    type(hotloop_control) :: ignored
    integer(c_int32_t) :: status
    options = asked(symmetric, triangular)
    options%has_negative = has_negative
    status = HOTLOOP_OK
    call read_whole(modulus, 'modulus', options%modulus, ignored, status)
    if (options%modulus < 1) options%modulus = -1
  end function residues

  ! 32-bit integers.

  subroutine power_i32(a, p, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int32), intent(in), target :: a(:, :)
    class(*), intent(in) :: p
    integer(int32), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine power_i32

  subroutine in_place_i32(a, p, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int32), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine in_place_i32

  subroutine power_stack_i32(a, p, out, wrap, symmetric, triangular, item_status, threads, cancel, stat, errmsg)
    integer(int32), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p
    integer(int32), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg, item_status)
  end subroutine power_stack_i32

  subroutine in_place_stack_i32(a, p, wrap, symmetric, triangular, item_status, threads, cancel, stat, errmsg)
    integer(int32), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg, item_status)
  end subroutine in_place_stack_i32

  subroutine apply_vector_i32(a, p, v, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int32), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p
    integer(int32), intent(inout), target :: out(:)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine apply_vector_i32

  subroutine apply_i32(a, p, v, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int32), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p
    integer(int32), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine apply_i32

  subroutine apply_stack_i32(a, p, v, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int32), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p
    integer(int32), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine apply_stack_i32

  ! 64-bit integers.

  subroutine power_i64(a, p, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :)
    class(*), intent(in) :: p
    integer(int64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine power_i64

  subroutine in_place_i64(a, p, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine in_place_i64

  subroutine power_stack_i64(a, p, out, wrap, symmetric, triangular, item_status, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p
    integer(int64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg, item_status)
  end subroutine power_stack_i64

  subroutine in_place_stack_i64(a, p, wrap, symmetric, triangular, item_status, threads, cancel, stat, errmsg)
    integer(int64), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg, item_status)
  end subroutine in_place_stack_i64

  subroutine apply_vector_i64(a, p, v, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p
    integer(int64), intent(inout), target :: out(:)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine apply_vector_i64

  subroutine apply_i64(a, p, v, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p
    integer(int64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine apply_i64

  subroutine apply_stack_i64(a, p, v, out, wrap, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p
    integer(int64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: wrap, symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, wrap=wrap), control, stat, errmsg)
  end subroutine apply_stack_i64

  ! Reals of 32 bits.

  subroutine power_r32(a, p, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, column_stochastic)
    real(real32), intent(in), target :: a(:, :)
    class(*), intent(in) :: p
    real(real32), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, stochastic, column_stochastic), control, stat, errmsg)
  end subroutine power_r32

  subroutine in_place_r32(a, p, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, column_stochastic)
    real(real32), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, stochastic, column_stochastic), control, stat, errmsg)
  end subroutine in_place_r32

  subroutine power_stack_r32(a, p, out, symmetric, stochastic, triangular, item_status, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real32), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p
    real(real32), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg, item_status)
  end subroutine power_stack_r32

  subroutine in_place_stack_r32(a, p, symmetric, stochastic, triangular, item_status, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real32), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg, item_status)
  end subroutine in_place_stack_r32

  subroutine apply_vector_r32(a, p, v, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real32), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p
    real(real32), intent(inout), target :: out(:)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg)
  end subroutine apply_vector_r32

  subroutine apply_r32(a, p, v, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, column_stochastic)
    real(real32), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p
    real(real32), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg)
  end subroutine apply_r32

  subroutine apply_stack_r32(a, p, v, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real32), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p
    real(real32), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg)
  end subroutine apply_stack_r32

  ! Reals of 64 bits.

  subroutine power_r64(a, p, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, column_stochastic)
    real(real64), intent(in), target :: a(:, :)
    class(*), intent(in) :: p
    real(real64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, stochastic, column_stochastic), control, stat, errmsg)
  end subroutine power_r64

  subroutine in_place_r64(a, p, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, column_stochastic)
    real(real64), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, stochastic, column_stochastic), control, stat, errmsg)
  end subroutine in_place_r64

  subroutine power_stack_r64(a, p, out, symmetric, stochastic, triangular, item_status, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real64), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p
    real(real64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg, item_status)
  end subroutine power_stack_r64

  subroutine in_place_stack_r64(a, p, symmetric, stochastic, triangular, item_status, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real64), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg, item_status)
  end subroutine in_place_stack_r64

  subroutine apply_vector_r64(a, p, v, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real64), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p
    real(real64), intent(inout), target :: out(:)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg)
  end subroutine apply_vector_r64

  subroutine apply_r64(a, p, v, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, column_stochastic)
    real(real64), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p
    real(real64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg)
  end subroutine apply_r64

  subroutine apply_stack_r64(a, p, v, out, symmetric, stochastic, triangular, threads, cancel, stat, errmsg, &
    column_stochastic)
    real(real64), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p
    real(real64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, stochastic, triangular, column_stochastic
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, stochastic, column_stochastic), &
      control, stat, errmsg)
  end subroutine apply_stack_r64

  ! Complex of two 32-bit reals.

  subroutine power_c32(a, p, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(in), target :: a(:, :)
    class(*), intent(in) :: p
    complex(real32), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg)
  end subroutine power_c32

  subroutine in_place_c32(a, p, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg)
  end subroutine in_place_c32

  subroutine power_stack_c32(a, p, out, symmetric, triangular, item_status, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p
    complex(real32), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg, item_status)
  end subroutine power_stack_c32

  subroutine in_place_stack_c32(a, p, symmetric, triangular, item_status, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg, item_status)
  end subroutine in_place_stack_c32

  subroutine apply_vector_c32(a, p, v, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p
    complex(real32), intent(inout), target :: out(:)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, hermitian=hermitian), &
      control, stat, errmsg)
  end subroutine apply_vector_c32

  subroutine apply_c32(a, p, v, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p
    complex(real32), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, hermitian=hermitian), &
      control, stat, errmsg)
  end subroutine apply_c32

  subroutine apply_stack_c32(a, p, v, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real32), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p
    complex(real32), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, hermitian=hermitian), &
      control, stat, errmsg)
  end subroutine apply_stack_c32

  ! Complex of two 64-bit reals.

  subroutine power_c64(a, p, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(in), target :: a(:, :)
    class(*), intent(in) :: p
    complex(real64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg)
  end subroutine power_c64

  subroutine in_place_c64(a, p, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg)
  end subroutine in_place_c64

  subroutine power_stack_c64(a, p, out, symmetric, triangular, item_status, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p
    complex(real64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg, item_status)
  end subroutine power_stack_c64

  subroutine in_place_stack_c64(a, p, symmetric, triangular, item_status, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), asked(symmetric, triangular, hermitian=hermitian), control, stat, errmsg, item_status)
  end subroutine in_place_stack_c64

  subroutine apply_vector_c64(a, p, v, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p
    complex(real64), intent(inout), target :: out(:)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, hermitian=hermitian), &
      control, stat, errmsg)
  end subroutine apply_vector_c64

  subroutine apply_c64(a, p, v, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p
    complex(real64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, hermitian=hermitian), &
      control, stat, errmsg)
  end subroutine apply_c64

  subroutine apply_stack_c64(a, p, v, out, symmetric, triangular, threads, cancel, stat, errmsg, hermitian)
    complex(real64), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p
    complex(real64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, triangular, hermitian
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), asked(symmetric, triangular, hermitian=hermitian), &
      control, stat, errmsg)
  end subroutine apply_stack_c64

  ! Residues.

  subroutine power_mod(a, p, modulus, out, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :)
    class(*), intent(in) :: p, modulus
    integer(int64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), residues(modulus, any(a < 0), symmetric, triangular), control, stat, errmsg)
  end subroutine power_mod

  subroutine in_place_mod(a, p, modulus, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(inout), target :: a(:, :)
    class(*), intent(in) :: p, modulus
    logical, intent(in), optional :: symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), residues(modulus, any(a < 0), symmetric, triangular), control, stat, errmsg)
  end subroutine in_place_mod

  subroutine power_mod_stack(a, p, modulus, out, symmetric, triangular, item_status, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :, :)
    class(*), intent(in) :: p, modulus
    integer(int64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, triangular
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(out), residues(modulus, any(a < 0), symmetric, triangular), &
      control, stat, errmsg, item_status)
  end subroutine power_mod_stack

  subroutine in_place_mod_stack(a, p, modulus, symmetric, triangular, item_status, threads, cancel, stat, errmsg)
    integer(int64), intent(inout), target :: a(:, :, :)
    class(*), intent(in) :: p, modulus
    logical, intent(in), optional :: symmetric, triangular
    integer(int32), intent(inout), optional, target :: item_status(:)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise(view(a), p, view(a), residues(modulus, any(a < 0), symmetric, triangular), &
      control, stat, errmsg, item_status)
  end subroutine in_place_mod_stack

  subroutine apply_mod_vector(a, p, modulus, v, out, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :), v(:)
    class(*), intent(in) :: p, modulus
    integer(int64), intent(inout), target :: out(:)
    logical, intent(in), optional :: symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), residues(modulus, any(a < 0) .or. any(v < 0), symmetric, triangular), &
      control, stat, errmsg)
  end subroutine apply_mod_vector

  subroutine apply_mod(a, p, modulus, v, out, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :), v(:, :)
    class(*), intent(in) :: p, modulus
    integer(int64), intent(inout), target :: out(:, :)
    logical, intent(in), optional :: symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), residues(modulus, any(a < 0) .or. any(v < 0), symmetric, triangular), &
      control, stat, errmsg)
  end subroutine apply_mod

  subroutine apply_mod_stack(a, p, modulus, v, out, symmetric, triangular, threads, cancel, stat, errmsg)
    integer(int64), intent(in), target :: a(:, :, :), v(:, :)
    class(*), intent(in) :: p, modulus
    integer(int64), intent(inout), target :: out(:, :, :)
    logical, intent(in), optional :: symmetric, triangular
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    control = run_with(threads, cancel)
    call raise_onto(view(a), p, view(v), view(out), residues(modulus, any(a < 0) .or. any(v < 0), symmetric, triangular), &
      control, stat, errmsg)
  end subroutine apply_mod_stack

end module hotloop_powers
