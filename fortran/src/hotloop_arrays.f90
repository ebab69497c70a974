! Where an array lies in memory: its address, its extents, and the elements from one entry to the
! next along each dimension. Sections keep their place; what cannot take one has a dense copy.
!
! A dummy argument that holds addresses is a target throughout: gfortran otherwise takes what lies
! behind the addresses for unchanged, and reads old values when it inlines across files.
module hotloop_arrays
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use hotloop_abi
  implicit none
  private
  public :: array_view, view, is_packed, dense, give_back

  type :: array_view
    integer(c_int32_t) :: type = 0
    integer(c_intptr_t) :: width = 1
    type(c_ptr) :: first = c_null_ptr
    integer(c_size_t) :: extent(3) = 1
    ! 0 where an extent is 1 or less.
    integer(c_ptrdiff_t) :: step(3) = 0
    ! The same in bytes, which need not be whole elements.
    integer(c_intptr_t) :: bytes(3) = 0
    logical :: is_even = .true.
  end type array_view

  interface
    function copy_bytes(to, from, bytes) result(there) bind(c, name='memcpy')
      import :: c_ptr, c_size_t
      type(c_ptr), value :: to, from
      integer(c_size_t), value :: bytes
      type(c_ptr) :: there
    end function copy_bytes
  end interface

  interface view
    procedure i8_2
    procedure i16_2
    procedure i32_1, i32_2, i32_3
    procedure i64_1, i64_2, i64_3
    procedure r32_1, r32_2, r32_3
    procedure r64_1, r64_2, r64_3
    procedure c32_1, c32_2, c32_3
    procedure c64_1, c64_2, c64_3
  end interface view

contains

  ! Whether each column is contiguous and later columns and matrices lie behind earlier ones; so they
  ! do where there is none.
  pure function is_packed(view)
    type(array_view), intent(in), target :: view
    logical :: is_packed
    is_packed = view%is_even .and. (view%step(1) == 1 .or. view%extent(1) <= 1) .and. all(view%step >= 0)
    is_packed = is_packed .or. any(view%extent == 0)
  end function is_packed

  ! The array itself where it is packed, otherwise a packed copy in `room`.
  subroutine dense(array, copy, room, stat)
    type(array_view), intent(in), target :: array
    type(array_view), intent(out) :: copy
    integer(int64), intent(inout), allocatable, target :: room(:)
    integer, intent(out) :: stat
    copy = array
    stat = 0
    if (is_packed(array)) return
    allocate (room(product(array%extent) * array%width / 8 + 1), stat=stat)
    if (stat /= 0) return
    copy%first = c_loc(room)
    copy%bytes(1) = array%width
    copy%bytes(2) = copy%bytes(1) * array%extent(1)
    copy%bytes(3) = copy%bytes(2) * array%extent(2)
    copy%step = copy%bytes / array%width
    copy%is_even = .true.
    call copy_entries(array, copy)
  end subroutine dense

  ! Writes a copy, where there is one, back to its array.
  subroutine give_back(copy, array)
    type(array_view), intent(in), target :: copy, array
    if (.not. is_packed(array)) call copy_entries(copy, array)
  end subroutine give_back

  ! Whole columns at a time where both have them.
  subroutine copy_entries(from, to)
    type(array_view), intent(in), target :: from, to
    integer(c_size_t) :: i, j, k, pieces
    integer(c_intptr_t) :: piece
    type(c_ptr) :: there
    pieces = from%extent(1)
    piece = from%width
    if (from%bytes(1) == piece .and. to%bytes(1) == piece) then
      piece = piece * pieces
      pieces = 1
    end if
    do k = 0, from%extent(3) - 1
      do j = 0, from%extent(2) - 1
        do i = 0, pieces - 1
          there = copy_bytes(entry(to, i, j, k), entry(from, i, j, k), int(piece, c_size_t))
        end do
      end do
    end do
  end subroutine copy_entries

  ! The address of an entry, counted from 0.
  pure function entry(view, i, j, k) result(there)
    type(array_view), intent(in), target :: view
    integer(c_size_t), intent(in) :: i, j, k
    type(c_ptr) :: there
    integer(c_intptr_t) :: address
    address = transfer(view%first, address) + i * view%bytes(1) + j * view%bytes(2) + k * view%bytes(3)
    there = transfer(address, there)
  end function entry

  pure function entries_of(type, bits) result(view)
    integer(c_int32_t), intent(in) :: type
    integer, intent(in) :: bits
    type(array_view) :: view
    view%type = type
    view%width = bits / 8
  end function entries_of

  ! The steps, from the addresses of the first entry and its neighbours.
  subroutine locate(view, first, below, right, behind)
    type(array_view), intent(inout), target :: view
    type(*), intent(in), target :: first, below
    type(*), intent(in), target, optional :: right, behind
    view%first = c_loc(first)
    call measure(view, 1, c_loc(below))
    if (present(right)) call measure(view, 2, c_loc(right))
    if (present(behind)) call measure(view, 3, c_loc(behind))
  end subroutine locate

  subroutine measure(view, dimension, neighbour)
    type(array_view), intent(inout), target :: view
    integer, intent(in) :: dimension
    type(c_ptr), intent(in) :: neighbour
    integer(c_intptr_t) :: bytes
    bytes = transfer(neighbour, bytes) - transfer(view%first, bytes)
    view%bytes(dimension) = bytes
    view%step(dimension) = bytes / view%width
    view%is_even = view%is_even .and. mod(bytes, view%width) == 0
  end subroutine measure

  ! The index of the second entry, or of the first where there is no other.
  pure function next(view, dimension)
    type(array_view), intent(in), target :: view
    integer, intent(in) :: dimension
    integer(c_size_t) :: next
    next = min(2_c_size_t, view%extent(dimension))
  end function next

  function i8_2(a) result(v)
    integer(int8), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_U8, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function i8_2

  function i16_2(a) result(v)
    integer(int16), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I16, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function i16_2

  function i32_1(a) result(v)
    integer(int32), intent(in), target :: a(:)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I32, storage_size(a))
    v%extent(:1) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1), a(next(v, 1)))
  end function i32_1

  function i32_2(a) result(v)
    integer(int32), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I32, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function i32_2

  function i32_3(a) result(v)
    integer(int32), intent(in), target :: a(:, :, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I32, storage_size(a))
    v%extent(:3) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1, 1), a(next(v, 1), 1, 1), a(1, next(v, 2), 1), a(1, 1, next(v, 3)))
  end function i32_3

  function i64_1(a) result(v)
    integer(int64), intent(in), target :: a(:)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I64, storage_size(a))
    v%extent(:1) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1), a(next(v, 1)))
  end function i64_1

  function i64_2(a) result(v)
    integer(int64), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I64, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function i64_2

  function i64_3(a) result(v)
    integer(int64), intent(in), target :: a(:, :, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_I64, storage_size(a))
    v%extent(:3) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1, 1), a(next(v, 1), 1, 1), a(1, next(v, 2), 1), a(1, 1, next(v, 3)))
  end function i64_3

  function r32_1(a) result(v)
    real(real32), intent(in), target :: a(:)
    type(array_view) :: v
    v = entries_of(HOTLOOP_F32, storage_size(a))
    v%extent(:1) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1), a(next(v, 1)))
  end function r32_1

  function r32_2(a) result(v)
    real(real32), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_F32, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function r32_2

  function r32_3(a) result(v)
    real(real32), intent(in), target :: a(:, :, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_F32, storage_size(a))
    v%extent(:3) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1, 1), a(next(v, 1), 1, 1), a(1, next(v, 2), 1), a(1, 1, next(v, 3)))
  end function r32_3

  function r64_1(a) result(v)
    real(real64), intent(in), target :: a(:)
    type(array_view) :: v
    v = entries_of(HOTLOOP_F64, storage_size(a))
    v%extent(:1) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1), a(next(v, 1)))
  end function r64_1

  function r64_2(a) result(v)
    real(real64), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_F64, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function r64_2

  function r64_3(a) result(v)
    real(real64), intent(in), target :: a(:, :, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_F64, storage_size(a))
    v%extent(:3) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1, 1), a(next(v, 1), 1, 1), a(1, next(v, 2), 1), a(1, 1, next(v, 3)))
  end function r64_3

  function c32_1(a) result(v)
    complex(real32), intent(in), target :: a(:)
    type(array_view) :: v
    v = entries_of(HOTLOOP_C32, storage_size(a))
    v%extent(:1) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1), a(next(v, 1)))
  end function c32_1

  function c32_2(a) result(v)
    complex(real32), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_C32, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function c32_2

  function c32_3(a) result(v)
    complex(real32), intent(in), target :: a(:, :, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_C32, storage_size(a))
    v%extent(:3) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1, 1), a(next(v, 1), 1, 1), a(1, next(v, 2), 1), a(1, 1, next(v, 3)))
  end function c32_3

  function c64_1(a) result(v)
    complex(real64), intent(in), target :: a(:)
    type(array_view) :: v
    v = entries_of(HOTLOOP_C64, storage_size(a))
    v%extent(:1) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1), a(next(v, 1)))
  end function c64_1

  function c64_2(a) result(v)
    complex(real64), intent(in), target :: a(:, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_C64, storage_size(a))
    v%extent(:2) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1), a(next(v, 1), 1), a(1, next(v, 2)))
  end function c64_2

  function c64_3(a) result(v)
    complex(real64), intent(in), target :: a(:, :, :)
    type(array_view) :: v
    v = entries_of(HOTLOOP_C64, storage_size(a))
    v%extent(:3) = shape(a, c_size_t)
    if (all(v%extent > 0)) call locate(v, a(1, 1, 1), a(next(v, 1), 1, 1), a(1, next(v, 2), 1), a(1, 1, next(v, 3)))
  end function c64_3

end module hotloop_arrays
