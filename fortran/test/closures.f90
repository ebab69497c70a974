program closures
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real64
  use, intrinsic :: ieee_arithmetic, only: ieee_is_nan
  use checks
  use hotloop
  implicit none
  integer :: stat
  character(127) :: errmsg
  call published_numbers
  call one_call
  call listing
  call summaries
  call options
  call verdicts
  call large_numbers
  call wrong_arguments
  call finish_checks

contains

  subroutine published_numbers
    type(closure_problem) :: problem
    type(closure_plan) :: plan
    integer(int64), allocatable :: absolute(:)
    real(real64), allocatable :: average(:)
    call plan%build(closure_problem('3.5', '1.2', 50, 0, 7, sd_error='0.005'))
    call check(plan%count() == 7980 .and. plan%count_text() == '7980', '7980 datasets')
    problem = closure_problem(2.7d0, 1.9d0, 130, 1, 5, .05d0, .05d0)
    call check(problem%count() == 5359 .and. problem%count_text() == '5359', '5359 datasets')
    call check(abs(problem%log2_count() - log(5359d0) / log(2d0)) < 1d-9, 'log2')
    call plan%build(problem)
    call plan%frequencies(absolute, average)
    call check(all(absolute == [358972, 30170, 21940, 30162, 255426]), 'frequencies')
    call check(sum(absolute) == 5359 * 130 .and. abs(sum(average) - 130) < 1d-9, 'their sums')
  end subroutine published_numbers

  subroutine one_call
    integer(int32), allocatable :: rows(:, :)
    integer(int64) :: count
    call closure(3.5d0, 1.2d0, 50, 0, 7, .05d0, .005d0, rows, count)
    call check(count == 7980 .and. all(shape(rows) == [50, 7980]), 'all rows')
    call check(all(rows(2:, :) >= rows(:49, :)), 'rows ascend')
    call check(all(abs(sum(rows, dim=1) - 175) <= 2), 'their means')
    call closure(3.44d0, 2.47d0, 18, 1, 9, .005d0, .005d0, rows)
    call check(all(shape(rows) == [18, 0]), 'none')
    call closure(3.5d0, 1.2d0, 1, 0, 7, .05d0, .005d0, rows, count, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'n (1)')
    call check(.not. allocated(rows) .and. count == 0, 'no rows after a failure')
  end subroutine one_call

  subroutine listing
    type(closure_plan) :: plan
    integer(int32), allocatable :: all_rows(:, :), table(:, :), histograms(:, :)
    integer(int16) :: short(50, 3), short_histograms(8, 3)
    integer(int8) :: tiny(50, 3)
    integer(int64) :: cursor(2), written, rank, words(2)
    call plan%build(closure_problem('3.5', '1.2', 50, 0, 7, sd_error='0.005'))
    call closure(3.5d0, 1.2d0, 50, 0, 7, .05d0, .005d0, all_rows)
    allocate (table(60, 100), source=-1)
    call plan%rows(table(6:55, :), first=7900, written=written)
    call check(written == 80 .and. all(table(6:55, :80) == all_rows(:, 7901:)), 'the last 80, into a section')
    call check(all(table(:, 81:) == -1) .and. all(table(:5, :) == -1), 'nothing else is written')
    cursor = [10, 0]
    call plan%rows(short, cursor=cursor, until=[12_int64, 0_int64], written=written)
    call check(written == 2 .and. cursor(1) == 12 .and. all(short(:, :2) == all_rows(:, 11:12)), 'int16, from 10 to 12')
    call plan%rows(tiny, first=10_int64)
    call check(all(tiny == all_rows(:, 11:13)), 'int8')
    allocate (histograms(8, 3))
    call plan%histograms(histograms, first=10)
    call plan%histograms(short_histograms, first=10)
    call check(all(histograms == short_histograms) .and. all(sum(histograms, dim=1) == 50), 'histograms')
    call check(histograms(4, 1) == count(all_rows(:, 11) == 3), 'a count')
    call plan%rank(histograms(:, 2), rank)
    call plan%rank(histograms(:, 2), words)
    call check(rank == 11 .and. all(words == [11, 0]), 'rank')
    call plan%rank([50, 0, 0, 0, 0, 0, 0, 0], rank)
    call plan%rank([50, 0, 0, 0, 0, 0, 0, 0], words)
    call check(rank == -1 .and. all(words == -1), 'no dataset of the plan')
    call samples(plan, all_rows)
  end subroutine listing

  subroutine samples(plan, all_rows)
    type(closure_plan), intent(in) :: plan
    integer(int32), intent(in) :: all_rows(:, :)
    integer(int32) :: drawn(50, 4)
    integer(int16) :: short(50, 2)
    integer(int8) :: tiny(50, 2)
    integer :: i, j
    call plan%sample(drawn, seed=1)
    call plan%sample(short, seed=1_int64, first=2)
    call plan%sample(tiny, seed=1, first=1_int64)
    call check(all(short == drawn(:, 3:)) .and. all(tiny == drawn(:, 2:3)), 'sample i depends on seed and i')
    do i = 1, 4
      call check(any([(all(drawn(:, i) == all_rows(:, j)), j=1, size(all_rows, 2))]), 'a sample is a dataset')
    end do
  end subroutine samples

  subroutine summaries
    type(closure_plan) :: plan, copy
    type(closure_info) :: info
    type(closure_cell), allocatable :: cells(:)
    type(horns_summary) :: horns
    integer(int64), allocatable :: datasets(:), pairs(:, :), absolute(:, :), alone(:)
    integer(int32), allocatable :: least(:), most(:)
    call plan%build(closure_problem('2.2', '0.7', 16, 1, 5))
    copy = plan
    call copy%check
    info = copy%info()
    call check(info%n == 16 .and. info%values == 5 .and. info%count(1) == 9, 'info')
    call plan%cells(cells)
    call check(size(cells) == info%cells .and. sum(cells%count(1)) == 9, 'cells')
    call check(all(abs(cells%mean - cells%sum / 16d0) < 1d-15), 'means of cells')
    horns = plan%horns()
    call check(horns%min == minval(cells%horns) .and. horns%uniform == .5d0, 'horns')
    call plan%distribution(2, datasets)
    call plan%distribution(2, pairs)
    call check(lbound(datasets, 1) == 0 .and. ubound(datasets, 1) == 16 .and. sum(datasets) == 9, 'distribution')
    call check(all(pairs(1, :) == datasets), 'distribution in words')
    call plan%ranges(least, most)
    call check(datasets(least(2)) > 0 .and. datasets(most(2)) > 0 .and. sum(datasets(least(2):most(2))) == 9, 'ranges')
    call plan%frequencies(absolute, group=HOTLOOP_CLOSURE_GROUP_HORNS_MIN)
    call plan%frequencies(alone, group=HOTLOOP_CLOSURE_GROUP_HORNS_MIN)
    call check(all(absolute(1, :) == alone), 'frequencies in words')
  end subroutine summaries

  subroutine options
    type(closure_problem) :: problem
    integer(int64) :: plan_size, count_work, all_of_them
    problem = closure_problem(' 2.2', '0.7 ', 16, 1, 5)
    all_of_them = problem%count()
    call check(all_of_them == 9, 'blanks at the ends')
    call problem%sizes(plan_size, count_work)
    call check(plan_size > count_work .and. count_work > 0, 'sizes')
    problem = closure_problem(1.5d0, sqrt(.5d0), 2, 1, 5, .05d0, 0d0)
    call check(problem%count() == 1 .and. problem%window%sd_error == 5d-13, 'a computed SD')
    problem = closure_problem(1.5, sqrt(.5), 2, 1, 5, .05, 0.)
    call check(problem%count() == 1 .and. problem%window%flags == HOTLOOP_CLOSURE_SD_COMPUTED, 'in single precision')
    problem = closure_problem(1.5d0, real(sqrt(.5), real64), 2, 1, 5, .05d0, 0d0)
    call check(problem%count() == 0, 'single precision that became double')
    problem = closure_problem('2.2', '0.7', 16, 1, 5, count_min=[0, 0, 0, 0, 1])
    call check(problem%count() < all_of_them, 'count_min')
    problem = closure_problem('2.2', '0.7', 16, 1, 5, count_max=[16, 16, 16, 16, 0])
    call check(problem%count() < all_of_them, 'count_max')
    problem = closure_problem('2.2', '0.7', 16, 1, 5, attained=.true.)
    call check(problem%count() < all_of_them, 'attained')
    problem = closure_problem('2.2', '0.7', 16, 1, 5, rounding='up', threshold=5, divisor_n=.true., symmetric=.true.)
    call check(problem%count() > 0, 'rounding')
    problem = closure_problem('2.25', '0.7', 16, 1, 5, items=2)
    call check(problem%window%items == 2 .and. problem%count() > 0, 'items')
    problem = closure_problem(char(226) // char(136) // char(146) // '0.5', '1.0', 10, -3, 3)
    call check(problem%window%sum_max < 0, 'a minus sign of typography')
  end subroutine options

  subroutine verdicts
    type(closure_problem) :: problem
    integer :: reason
    real(real64) :: sd_range(2)
    problem = closure_problem('3.44', '2.47', 18, 1, 9)
    call problem%verdict(reason)
    call check(reason /= HOTLOOP_CLOSURE_REASON_POSSIBLE, 'impossible')
    problem = closure_problem('3.43', '2.47', 18, 1, 9)
    call problem%verdict(reason, sd_range)
    call check(reason == HOTLOOP_CLOSURE_REASON_MEAN .and. all(ieee_is_nan(sd_range)), 'GRIM')
    call problem%verdict(reason, no_scale=.true.)
    call check(reason == HOTLOOP_CLOSURE_REASON_MEAN, 'GRIM without a scale')
    problem = closure_problem('2.2', '0.7', 16, 1, 5)
    call problem%verdict(reason, sd_range)
    call check(reason == HOTLOOP_CLOSURE_REASON_POSSIBLE .and. sd_range(1) < .7d0 .and. sd_range(2) > .7d0, 'possible')
    problem = closure_problem('2.2', '9.7', 16, 1, 5)
    call problem%verdict(reason)
    call check(reason == HOTLOOP_CLOSURE_REASON_SD_ABOVE, 'an SD too large')
  end subroutine verdicts

  ! A count beyond int64.
  subroutine large_numbers
    type(closure_problem) :: problem
    integer(int64) :: count
    call check(decimal_text([-1_int64, -1_int64]) == '340282366920938463463374607431768211455', '2**128 - 1')
    call check(decimal_text([0_int64, 1_int64]) == '18446744073709551616', '2**64')
    call check(decimal_text([0_int64, 0_int64]) == '0', '0')
    problem = closure_problem('15.00', '8.00', 60, 0, 40)
    count = problem%count(stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_OVERFLOW, 'does not fit int64; ask for text')
    call check(index(errmsg, problem%count_text()) == 1, 'the text of a large count')
    call check(abs(problem%log2_count() - log2_of(problem%count_text())) < 1d-6, 'log2 of a large count')
  end subroutine large_numbers

  function log2_of(text)
    character(*), intent(in) :: text
    real(real64) :: log2_of
    read (text, *) log2_of
    log2_of = log(log2_of) / log(2d0)
  end function log2_of

  subroutine wrong_arguments
    type(closure_problem) :: problem
    type(closure_plan) :: plan, empty
    integer(int32) :: rows(50, 1), short(49, 1)
    integer(int64) :: count
    problem = closure_problem('3.5', '1.2', 1, 0, 7, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'n (1)')
    call plan%build(problem, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_STRUCT_SIZE, 'problem is empty: closure_problem was not called, or it failed')
    problem = closure_problem('3,5', '1.2', 50, 0, 7, stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_DOMAIN .and. index(errmsg, 'mean') > 0, 'no decimal')
    problem = closure_problem('3.5', '1.2', 50, 7, 0, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'scale_min (7)')
    problem = closure_problem('3.5', '1.2', 50, 0, 7, rounding='nearest', stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'rounding (nearest) must be either, up, down')
    problem = closure_problem('3.5', '1.2', 50, 0, 7, threshold=10, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'threshold (10) must lie between 1 and 9')
    problem = closure_problem('3.5', '1.2', 50, 0, 7, count_min=[1, 2], stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'count_min has 2 entries; it must have one for each scale value, 8')
    count = empty%count(stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_BAD_PLAN, 'plan')
    call plan%build(closure_problem('3.5', '1.2', 50, 0, 7))
    call plan%rows(short, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_SIZE, 'columns of 49 entries; a dataset takes 50')
    call plan%rows(rows, first=10**9, stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_DOMAIN .and. errmsg /= ' ', 'a rank past the end')
    call plan%rows(rows, first=-1, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'first (-1) must be 0 or more')
    call wide_values
    plan%words(1) = 0
    call plan%check(stat=stat, errmsg=errmsg)
    call check(stat == HOTLOOP_BAD_PLAN, 'a damaged plan')
  end subroutine wrong_arguments

  ! Values that the library's unsigned types hold, and Fortran's signed ones do not.
  subroutine wide_values
    type(closure_plan) :: plan
    integer(int8) :: tiny(5, 1)
    integer(int32) :: rows(5, 1)
    call plan%build(closure_problem('150', '20', 5, 100, 200))
    call plan%rows(rows)
    call plan%rows(tiny, stat=stat, errmsg=errmsg)
    call check_error(stat, errmsg, HOTLOOP_DOMAIN, 'entries up to 200 do not fit')
  end subroutine wide_values

end program closures
