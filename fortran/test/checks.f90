! Counts what fails; a program ends with finish_checks.
module checks
  implicit none
  private
  public :: check, check_error, finish_checks
  integer :: failures = 0

contains

  subroutine check(holds, what)
    logical, intent(in) :: holds
    character(*), intent(in) :: what
    if (holds) return
    failures = failures + 1
    print '(2a)', 'FAILED: ', what
  end subroutine check

  ! stat and errmsg are as wanted; sentence may be a part.
  subroutine check_error(stat, errmsg, status, sentence)
    integer, intent(in) :: stat, status
    character(*), intent(in) :: errmsg, sentence
    call check(stat == status, 'status of: ' // sentence)
    call check(index(errmsg, sentence) > 0, sentence // ' -- not: ' // trim(errmsg))
  end subroutine check_error

  subroutine finish_checks
    if (failures > 0) error stop 'checks failed'
    print '(a)', 'all hold'
  end subroutine finish_checks

end module checks
