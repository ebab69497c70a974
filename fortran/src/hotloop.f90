! hotloop for Fortran: datasets behind a mean and SD, matrix powers, cubic roots.
!
! Every procedure takes stat and errmsg as an allocate statement does: stat is 0 or a negative
! status, errmsg becomes the library's sentence; without stat an error ends the program with it.
! cancel is an integer(int32) that another thread sets to non-zero to stop a call; threads is how
! many threads it may use. Nothing is kept between calls, and any thread may call at any time.
module hotloop
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use hotloop_abi, only: hotloop_cpu_level, HOTLOOP_CLOSURE_MEAN_COMPUTED, HOTLOOP_CLOSURE_SD_COMPUTED, &
    HOTLOOP_CLOSURE_GROUP_ALL, HOTLOOP_CLOSURE_GROUP_HORNS_MIN, HOTLOOP_CLOSURE_GROUP_HORNS_MAX, &
    HOTLOOP_CLOSURE_REASON_POSSIBLE, HOTLOOP_CLOSURE_REASON_MEAN_OUTSIDE_SCALE, HOTLOOP_CLOSURE_REASON_MEAN, &
    HOTLOOP_CLOSURE_REASON_SD, &
    HOTLOOP_CLOSURE_REASON_SD_BELOW, HOTLOOP_CLOSURE_REASON_SD_ABOVE, HOTLOOP_CLOSURE_REASON_NO_DATASET, &
    HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN, HOTLOOP_NOT_FINITE, HOTLOOP_BUFFER_TOO_SMALL, &
    HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_CANCELLED, &
    HOTLOOP_OVERFLOW, HOTLOOP_SINGULAR, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED, HOTLOOP_INTERNAL
  use hotloop_big, only: decimal_text
  use hotloop_call, only: status_text, library_version
  use hotloop_closures
  use hotloop_cubics
  use hotloop_powers
  implicit none
  public
end module hotloop
