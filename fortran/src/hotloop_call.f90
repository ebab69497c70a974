! How a call is run and how its failure is told. Procedures pass a control and a status along;
! the outermost one hands both to finish.
module hotloop_call
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64
  use hotloop_abi, only: hotloop_control, hotloop_status_string, hotloop_version, HOTLOOP_DOMAIN, HOTLOOP_OUT_OF_MEMORY
  implicit none
  private
  public :: run_with, refuse, refuse_memory, finish, tell, read_whole, digits, status_text, library_version

  interface
    pure function strlen(text) bind(c, name='strlen')
      import
      type(c_ptr), intent(in), value :: text
      integer(c_size_t) :: strlen
    end function strlen
  end interface

  interface digits
    procedure digits_i32, digits_i64
  end interface digits

contains

  function run_with(threads, cancel) result(control)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    type(hotloop_control) :: control
    control%struct_size = int(c_sizeof(control), c_int32_t)
    if (present(threads)) control%threads = int(threads, c_int32_t)
    if (present(cancel)) control%cancel = c_loc(cancel)
  end function run_with

  ! An error that only Fortran can see, such as a shape.
  subroutine refuse(control, status, code, sentence)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    integer(c_int32_t), intent(in) :: code
    character(*), intent(in) :: sentence
    integer :: i
    status = code
    control%message = c_null_char
    do i = 1, min(len(sentence), size(control%message) - 1)
      control%message(i) = sentence(i:i)
    end do
  end subroutine refuse

  subroutine refuse_memory(control, status, name, bytes)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    character(*), intent(in) :: name
    integer(int64), intent(in) :: bytes
    call refuse(control, status, HOTLOOP_OUT_OF_MEMORY, name // ': no memory for ' // digits(bytes) // ' bytes')
  end subroutine refuse_memory

  subroutine finish(status, control, stat, errmsg)
    integer(c_int32_t), intent(in) :: status
    type(hotloop_control), intent(in) :: control
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    integer :: length
    character(size(control%message)) :: sentence
    sentence = ' '
    do length = 1, size(control%message)
      if (control%message(length) == c_null_char) exit
      sentence(length:length) = control%message(length)
    end do
    if (status < 0 .and. sentence == ' ') sentence = status_text(int(status))
    call tell(int(status), trim(sentence), stat, errmsg)
  end subroutine finish

  ! As an allocate statement does: stat is 0 or the error, and without it an error ends the program.
  subroutine tell(status, sentence, stat, errmsg)
    integer, intent(in) :: status
    character(*), intent(in) :: sentence
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    if (present(stat)) stat = min(status, 0)
    if (status >= 0) return
    if (present(errmsg)) errmsg = sentence
    if (.not. present(stat)) error stop 'hotloop: ' // sentence
  end subroutine tell

  ! An integer of any kind.
  subroutine read_whole(x, name, number, control, status)
    class(*), intent(in) :: x
    character(*), intent(in) :: name
    integer(int64), intent(out) :: number
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    number = 0
    select type (x)
    type is (integer(int8))
      number = x
    type is (integer(int16))
      number = x
    type is (integer(int32))
      number = x
    type is (integer(int64))
      number = x
    class default
      call refuse(control, status, HOTLOOP_DOMAIN, name // ' must be an integer')
    end select
  end subroutine read_whole

  pure function digits_i64(number) result(text)
    integer(int64), intent(in) :: number
    character(:), allocatable :: text
    character(20) :: wide
    write (wide, '(i0)') number
    text = trim(wide)
  end function digits_i64

  pure function digits_i32(number) result(text)
    integer(int32), intent(in) :: number
    character(:), allocatable :: text
    text = digits_i64(int(number, int64))
  end function digits_i32

  ! A few words on a status.
  function status_text(status) result(text)
    integer, intent(in) :: status
    character(:), allocatable :: text
    text = text_at(hotloop_status_string(int(status, c_int32_t)))
  end function status_text

  function library_version() result(text)
    character(:), allocatable :: text
    text = text_at(hotloop_version())
  end function library_version

  function text_at(address) result(text)
    type(c_ptr), intent(in) :: address
    character(:), allocatable :: text
    character(kind=c_char), pointer :: letters(:)
    integer(c_size_t) :: length(1)
    integer :: i
    length = strlen(address)
    call c_f_pointer(address, letters, length)
    allocate (character(length(1)) :: text)
    do i = 1, size(letters)
      text(i:i) = letters(i)
    end do
  end function text_at

end module hotloop_call
