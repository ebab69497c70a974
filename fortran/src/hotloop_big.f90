! Numbers of 128 bits, as the ABI has them: two 64-bit words, the low one first, no sign.
module hotloop_big
  use, intrinsic :: iso_fortran_env, only: int64
  implicit none
  private
  public :: decimal_text, fits_int64

contains

  ! The digits of words, by division of four 32-bit limbs.
  pure function decimal_text(words) result(text)
    integer(int64), intent(in) :: words(2)
    character(:), allocatable :: text
    character(9) :: chunk
    integer(int64) :: limb(4), part, chunk_size
    integer :: i
    chunk_size = 10_int64**9
    limb(1::2) = ibits(words, 0, 32)
    limb(2::2) = ibits(words, 32, 32)
    text = ''
    do
      part = 0
      do i = 4, 1, -1
        part = ior(ishft(part, 32), limb(i))
        limb(i) = part / chunk_size
        part = mod(part, chunk_size)
      end do
      write (chunk, '(i9.9)') part
      text = chunk // text
      if (all(limb == 0)) exit
    end do
    i = verify(text, '0')
    if (i == 0) i = len(text)
    text = text(i:)
  end function decimal_text

  ! Whether the low word alone is the number.
  elemental function fits_int64(low, high) result(fits)
    integer(int64), intent(in) :: low, high
    logical :: fits
    fits = low >= 0 .and. high == 0
  end function fits_int64

end module hotloop_big
