! CLOSURE: the datasets of whole numbers behind a reported mean and SD.
!
!   call plan%build(closure_problem('3.50', '1.20', 50, 0, 7))
!   print *, plan%count()
!   call plan%rows(rows)                      rows(:, i) is a dataset
!
! Ranks count from 0, in every language. With items, values are in units of 1/items.
module hotloop_closures
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use hotloop_abi, closure_info => hotloop_closure_info, closure_cell => hotloop_closure_cell, &
    horns_summary => hotloop_closure_horns_summary
  use hotloop_arrays, only: array_view, view, is_packed
  use hotloop_big, only: decimal_text, fits_int64
  use hotloop_call
  implicit none
  private
  public :: closure, closure_problem, closure_plan, closure_info, closure_cell, horns_summary

  ! Which datasets are asked for: the integers of the ABI and how often values may occur.
  type :: closure_problem
    type(hotloop_closure_problem) :: window
    integer(int32), allocatable :: count_min(:), count_max(:)
  contains
    procedure :: count => problem_count
    procedure :: count_text => problem_count_text
    procedure :: log2_count => problem_log2_count
    procedure :: verdict
    procedure :: sizes
  end type closure_problem

  interface closure_problem
    procedure problem_of_text, problem_of_reals, problem_of_singles
  end interface closure_problem

  ! The table from which everything is read. Its words may be copied, saved and read by many threads.
  type :: closure_plan
    integer(int64), allocatable :: words(:)
  contains
    procedure :: build
    procedure :: check
    procedure :: info
    procedure :: count => plan_count
    procedure :: count_text => plan_count_text
    procedure :: cells
    procedure, private :: frequencies_1, frequencies_2
    generic :: frequencies => frequencies_1, frequencies_2
    procedure, private :: distribution_1, distribution_2
    generic :: distribution => distribution_1, distribution_2
    procedure :: ranges
    procedure :: horns
    procedure, private :: rows_i8, rows_i16, rows_i32
    generic :: rows => rows_i8, rows_i16, rows_i32
    procedure, private :: histograms_i16, histograms_i32
    generic :: histograms => histograms_i16, histograms_i32
    procedure, private :: sample_i8, sample_i16, sample_i32
    generic :: sample => sample_i8, sample_i16, sample_i32
    procedure, private :: rank_1, rank_2
    generic :: rank => rank_1, rank_2
  end type closure_plan

  ! How the printed values came about.
  type :: rounding_options
    character(:), allocatable :: mode
    integer :: threshold = 5
    logical :: symmetric = .false., divisor_n = .false., attained = .false.
  end type rounding_options

  ! The bits of rounding which say that all four numbers had single precision.
  integer(c_int32_t), parameter :: singles = int(z'2a800', c_int32_t)

contains

  ! One call: the number of datasets, and all of them.
  subroutine closure(mean, sd, n, scale_min, scale_max, mean_error, sd_error, rows, count, threads, cancel, stat, errmsg)
    real(real64), intent(in) :: mean, sd, mean_error, sd_error
    integer, intent(in) :: n, scale_min, scale_max
    integer(int32), allocatable, intent(out), optional :: rows(:, :)
    integer(int64), intent(out), optional :: count
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(closure_problem) :: problem
    type(closure_plan) :: plan
    integer(int64) :: datasets
    integer :: status
    character(127) :: sentence
    datasets = 0
    problem = closure_problem(mean, sd, n, scale_min, scale_max, mean_error, sd_error, stat=status, errmsg=sentence)
    if (status == 0) call plan%build(problem, threads, cancel, status, sentence)
    if (status == 0) datasets = plan%count(status, sentence)
    if (present(count)) count = datasets
    if (present(rows) .and. status == 0) then
      call room_for_rows(rows, int(n, int64), datasets, status, sentence)
      if (status == 0) call plan%rows(rows, threads=threads, cancel=cancel, stat=status, errmsg=sentence)
      if (status /= 0 .and. allocated(rows)) deallocate (rows)
    end if
    call tell(status, trim(sentence), stat, errmsg)
  end subroutine closure

  subroutine room_for_rows(rows, n, datasets, status, sentence)
    integer(int32), allocatable, intent(out) :: rows(:, :)
    integer(int64), intent(in) :: n, datasets
    integer, intent(out) :: status
    character(*), intent(inout) :: sentence
    integer :: failed
    status = 0
    allocate (rows(n, datasets), stat=failed)
    if (failed == 0) return
    status = HOTLOOP_OUT_OF_MEMORY
    sentence = 'rows: no memory for ' // digits(datasets) // ' datasets of ' // digits(n) // ' values'
  end subroutine room_for_rows

  ! Problems.

  ! The report as printed: trailing zeros count. Errors default to half a unit of the last digit.
  function problem_of_text(mean, sd, n, scale_min, scale_max, mean_error, sd_error, items, rounding, threshold, symmetric, &
      divisor_n, attained, count_min, count_max, stat, errmsg) result(problem)
    character(*), intent(in) :: mean, sd
    integer, intent(in) :: n, scale_min, scale_max
    character(*), intent(in), optional :: mean_error, sd_error, rounding
    integer, intent(in), optional :: items, threshold
    logical, intent(in), optional :: symmetric, divisor_n, attained
    integer(int32), intent(in), optional :: count_min(:), count_max(:)
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(closure_problem) :: problem
    type(hotloop_control) :: control
    type(rounding_options) :: options
    integer(c_int32_t) :: status, bits
    control = run_with()
    options = read_options(rounding, threshold, symmetric, divisor_n, attained)
    call rounding_bits(options, bits, control, status)
    problem%window = empty_window(n, scale_min, scale_max, items)
    if (status == HOTLOOP_OK) call read_decimals(mean, sd, mean_error, sd_error, bits, problem%window, control, status)
    call constrain(problem, options, count_min, count_max, control, status)
    call finish(status, control, stat, errmsg)
  end function problem_of_text

  ! The report in reals, each meaning its shortest decimal that reads back. One with more than 12
  ! significant digits was computed, and stands for half a unit of the 12th at least.
  function problem_of_reals(mean, sd, n, scale_min, scale_max, mean_error, sd_error, items, rounding, threshold, symmetric, &
      divisor_n, attained, count_min, count_max, stat, errmsg) result(problem)
    real(real64), intent(in) :: mean, sd, mean_error, sd_error
    integer, intent(in) :: n, scale_min, scale_max
    character(*), intent(in), optional :: rounding
    integer, intent(in), optional :: items, threshold
    logical, intent(in), optional :: symmetric, divisor_n, attained
    integer(int32), intent(in), optional :: count_min(:), count_max(:)
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(closure_problem) :: problem
    type(hotloop_control) :: control
    type(rounding_options) :: options
    integer(c_int32_t) :: status, bits
    control = run_with()
    options = read_options(rounding, threshold, symmetric, divisor_n, attained)
    call rounding_bits(options, bits, control, status)
    problem%window = empty_window(n, scale_min, scale_max, items)
    if (status == HOTLOOP_OK) call read_reals(mean, sd, mean_error, sd_error, bits, problem%window, control, status)
    call constrain(problem, options, count_min, count_max, control, status)
    call finish(status, control, stat, errmsg)
  end function problem_of_reals

  ! The same in single precision, where 6 digits count.
  function problem_of_singles(mean, sd, n, scale_min, scale_max, mean_error, sd_error, items, rounding, threshold, symmetric, &
      divisor_n, attained, count_min, count_max, stat, errmsg) result(problem)
    real(real32), intent(in) :: mean, sd, mean_error, sd_error
    integer, intent(in) :: n, scale_min, scale_max
    character(*), intent(in), optional :: rounding
    integer, intent(in), optional :: items, threshold
    logical, intent(in), optional :: symmetric, divisor_n, attained
    integer(int32), intent(in), optional :: count_min(:), count_max(:)
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(closure_problem) :: problem
    type(hotloop_control) :: control
    type(rounding_options) :: options
    integer(c_int32_t) :: status, bits
    control = run_with()
    options = read_options(rounding, threshold, symmetric, divisor_n, attained)
    call rounding_bits(options, bits, control, status)
    problem%window = empty_window(n, scale_min, scale_max, items)
    if (status == HOTLOOP_OK) call read_reals(real(mean, real64), real(sd, real64), real(mean_error, real64), &
      real(sd_error, real64), ior(bits, singles), problem%window, control, status)
    call constrain(problem, options, count_min, count_max, control, status)
    call finish(status, control, stat, errmsg)
  end function problem_of_singles

  subroutine read_reals(mean, sd, mean_error, sd_error, bits, window, control, status)
    real(real64), intent(in) :: mean, sd, mean_error, sd_error
    integer(c_int32_t), intent(in) :: bits
    type(hotloop_closure_problem), intent(inout), target :: window
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    status = hotloop_closure_problem_f64(mean, sd, window%n, window%scale_min, window%scale_max, window%items, mean_error, &
      sd_error, bits, c_loc(window), c_loc(control))
  end subroutine read_reals

  pure function empty_window(n, scale_min, scale_max, items) result(window)
    integer, intent(in) :: n, scale_min, scale_max
    integer, intent(in), optional :: items
    type(hotloop_closure_problem) :: window
    window%struct_size = int(c_sizeof(window), c_int32_t)
    window%n = int(n, c_int32_t)
    window%scale_min = int(scale_min, c_int32_t)
    window%scale_max = int(scale_max, c_int32_t)
    window%items = int(default(items, 1), c_int32_t)
  end function empty_window

  subroutine read_decimals(mean, sd, mean_error, sd_error, bits, window, control, status)
    character(*), intent(in) :: mean, sd
    character(*), intent(in), optional :: mean_error, sd_error
    integer(c_int32_t), intent(in) :: bits
    type(hotloop_closure_problem), intent(inout), target :: window
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    character(kind=c_char), allocatable, target :: mean_text(:), sd_text(:), mean_error_text(:), sd_error_text(:)
    type(c_ptr) :: mean_error_place, sd_error_place
    mean_error_place = c_null_ptr
    sd_error_place = c_null_ptr
    call to_c(mean, mean_text)
    call to_c(sd, sd_text)
    if (present(mean_error)) then
      call to_c(mean_error, mean_error_text)
      mean_error_place = c_loc(mean_error_text)
    end if
    if (present(sd_error)) then
      call to_c(sd_error, sd_error_text)
      sd_error_place = c_loc(sd_error_text)
    end if
    status = hotloop_closure_problem_decimal(c_loc(mean_text), c_loc(sd_text), window%n, window%scale_min, window%scale_max, &
      window%items, mean_error_place, sd_error_place, bits, c_loc(window), c_loc(control))
  end subroutine read_decimals

  ! Without blanks at the ends, with - for the minus sign of typography (U+2212 in UTF-8), NUL-terminated.
  subroutine to_c(text, letters)
    character(*), intent(in) :: text
    character(kind=c_char), allocatable, intent(out) :: letters(:)
    character(*), parameter :: minus = char(226) // char(136) // char(146)
    character(:), allocatable :: plain
    integer :: i
    plain = trim(adjustl(text))
    i = index(plain, minus)
    if (i > 0) plain = plain(:i - 1) // '-' // plain(i + len(minus):)
    allocate (letters(len(plain) + 1))
    do i = 1, len(plain)
      letters(i) = plain(i:i)
    end do
    letters(size(letters)) = c_null_char
  end subroutine to_c

  function read_options(rounding, threshold, symmetric, divisor_n, attained) result(options)
    character(*), intent(in), optional :: rounding
    integer, intent(in), optional :: threshold
    logical, intent(in), optional :: symmetric, divisor_n, attained
    type(rounding_options) :: options
    options%mode = 'either'
    if (present(rounding)) options%mode = trim(rounding)
    options%threshold = default(threshold, 5)
    if (present(symmetric)) options%symmetric = symmetric
    if (present(divisor_n)) options%divisor_n = divisor_n
    if (present(attained)) options%attained = attained
  end function read_options

  subroutine rounding_bits(options, bits, control, status)
    type(rounding_options), intent(in) :: options
    integer(c_int32_t), intent(out) :: bits, status
    type(hotloop_control), intent(inout), target :: control
    character(7), parameter :: modes(0:6) = [character(7) :: 'either', 'up', 'down', 'even', 'ceiling', 'floor', 'trunc']
    status = HOTLOOP_OK
    do bits = 0, 6
      if (options%mode == modes(bits)) exit
    end do
    if (bits > 6) call refuse(control, status, HOTLOOP_DOMAIN, 'rounding (' // options%mode &
      // ') must be either, up, down, even, ceiling, floor or trunc')
    if (options%threshold < 1 .or. options%threshold > 9) call refuse(control, status, HOTLOOP_DOMAIN, &
      'threshold (' // digits(options%threshold) // ') must lie between 1 and 9')
    bits = bits + 16 * int(options%threshold, c_int32_t)
    if (options%symmetric) bits = ibset(bits, 8)
    if (options%divisor_n) bits = ibset(bits, 9)
  end subroutine rounding_bits

  subroutine constrain(problem, options, count_min, count_max, control, status)
    type(closure_problem), intent(inout) :: problem
    type(rounding_options), intent(in) :: options
    integer(int32), intent(in), optional :: count_min(:), count_max(:)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    if (options%attained) problem%window%flags = ior(problem%window%flags, HOTLOOP_CLOSURE_ATTAINED)
    if (present(count_min)) then
      call check_counts('count_min', size(count_min, kind=int64), problem%window, control, status)
      problem%count_min = count_min
    end if
    if (present(count_max)) then
      call check_counts('count_max', size(count_max, kind=int64), problem%window, control, status)
      problem%count_max = count_max
    end if
    ! No call accepts a problem that went wrong.
    if (status /= HOTLOOP_OK) problem%window%struct_size = 0
  end subroutine constrain

  subroutine check_counts(name, entries, window, control, status)
    character(*), intent(in) :: name
    integer(int64), intent(in) :: entries
    type(hotloop_closure_problem), intent(in), target :: window
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    integer(int64) :: values
    values = max(window%items, 1) * (int(window%scale_max, int64) - window%scale_min) + 1
    if (status /= HOTLOOP_OK .or. entries == values) return
    call refuse(control, status, HOTLOOP_SIZE, name // ' has ' // digits(entries) &
      // ' entries; it must have one for each scale value, ' // digits(values))
  end subroutine check_counts

  pure function default(x, otherwise) result(answer)
    integer, intent(in), optional :: x
    integer, intent(in) :: otherwise
    integer :: answer
    answer = otherwise
    if (present(x)) answer = x
  end function default

  ! The struct of the ABI; it points into problem.
  function abi_problem(problem) result(window)
    class(closure_problem), intent(in), target :: problem
    type(hotloop_closure_problem) :: window
    window = problem%window
    window%count_min = c_null_ptr
    window%count_max = c_null_ptr
    if (allocated(problem%count_min)) window%count_min = c_loc(problem%count_min)
    if (allocated(problem%count_max)) window%count_max = c_loc(problem%count_max)
  end function abi_problem

  ! Bytes of the plan and of the memory that counting needs.
  subroutine sizes(problem, plan_size, count_work, cancel, stat, errmsg)
    class(closure_problem), intent(in), target :: problem
    integer(int64), intent(out) :: plan_size, count_work
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call read_sizes(abi_problem(problem), plan_size, count_work, control, status)
    call finish(status, control, stat, errmsg)
  end subroutine sizes

  subroutine read_sizes(window, plan_size, count_work, control, status)
    type(hotloop_closure_problem), intent(in), target :: window
    integer(int64), intent(out), target :: plan_size, count_work
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    plan_size = 0
    count_work = 0
    call check_filled(window, control, status)
    if (status == HOTLOOP_OK) status = hotloop_closure_sizes(c_loc(window), c_loc(plan_size), c_loc(count_work), c_loc(control))
  end subroutine read_sizes

  subroutine check_filled(window, control, status)
    type(hotloop_closure_problem), intent(in), target :: window
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    status = HOTLOOP_OK
    if (window%struct_size == 0) call refuse(control, status, HOTLOOP_STRUCT_SIZE, &
      'problem is empty: closure_problem was not called, or it failed')
  end subroutine check_filled

  ! Memory of that many bytes, aligned to words.
  subroutine allot(name, words, bytes, control, status)
    character(*), intent(in) :: name
    integer(int64), allocatable, intent(out) :: words(:)
    integer(int64), intent(in) :: bytes
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    integer :: failed
    if (status /= HOTLOOP_OK) return
    allocate (words(max(1_int64, (bytes + 7) / 8)), stat=failed)
    if (failed /= 0) call refuse_memory(control, status, name, bytes)
  end subroutine allot

  ! The number of datasets, without a plan.
  function problem_count(problem, threads, cancel, stat, errmsg) result(count)
    class(closure_problem), intent(in), target :: problem
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    integer(int64) :: count
    type(hotloop_control) :: control
    integer(int64) :: words(2)
    real(real64) :: log2_count
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    call count_datasets(abi_problem(problem), words, log2_count, control, status)
    call shorten(words, count, control, status)
    call finish(status, control, stat, errmsg)
  end function problem_count

  ! The same in digits, below 2**128 - 1.
  function problem_count_text(problem, threads, cancel, stat, errmsg) result(text)
    class(closure_problem), intent(in), target :: problem
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    character(:), allocatable :: text
    type(hotloop_control) :: control
    integer(int64) :: words(2)
    real(real64) :: log2_count
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    call count_datasets(abi_problem(problem), words, log2_count, control, status)
    text = decimal_text(words)
    call finish(status, control, stat, errmsg)
  end function problem_count_text

  ! Its logarithm to base 2, also beyond 2**128; -infinity for none.
  function problem_log2_count(problem, threads, cancel, stat, errmsg) result(log2_count)
    class(closure_problem), intent(in), target :: problem
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    real(real64) :: log2_count
    type(hotloop_control) :: control
    integer(int64) :: words(2)
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    call count_datasets(abi_problem(problem), words, log2_count, control, status)
    if (status == HOTLOOP_OVERFLOW) status = HOTLOOP_OK
    call finish(status, control, stat, errmsg)
  end function problem_log2_count

  subroutine count_datasets(window, words, log2_count, control, status)
    type(hotloop_closure_problem), intent(in), target :: window
    integer(int64), intent(out), target :: words(2)
    real(real64), intent(out), target :: log2_count
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    integer(int64), allocatable, target :: work(:)
    integer(int64) :: plan_size, work_size
    words = 0
    log2_count = 0
    call read_sizes(window, plan_size, work_size, control, status)
    call allot('work', work, work_size, control, status)
    if (status == HOTLOOP_OK) status = hotloop_closure_count(c_loc(window), c_loc(work), work_size, c_loc(words), &
      c_loc(log2_count), c_loc(control))
  end subroutine count_datasets

  subroutine shorten(words, number, control, status)
    integer(int64), intent(in) :: words(2)
    integer(int64), intent(out) :: number
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    number = words(1)
    if (status < 0 .or. fits_int64(words(1), words(2))) return
    number = huge(number)
    call refuse(control, status, HOTLOOP_OVERFLOW, decimal_text(words) // ' does not fit int64; ask for text or two words')
  end subroutine shorten

  ! Whether the report is possible: a HOTLOOP_REASON, and the SDs that the mean allows.
  subroutine verdict(problem, reason, sd_range, no_scale, cancel, stat, errmsg)
    class(closure_problem), intent(in), target :: problem
    integer, intent(out) :: reason
    real(real64), intent(out), optional :: sd_range(2)
    logical, intent(in), optional :: no_scale
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    type(hotloop_closure_problem) :: window
    integer(int64), allocatable :: work(:)
    integer(int64) :: plan_size, work_size
    real(real64) :: range(2)
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    work_size = 0
    window = abi_problem(problem)
    call check_filled(window, control, status)
    if (present(no_scale)) window%flags = ior(window%flags, merge(HOTLOOP_CLOSURE_NO_SCALE, 0_c_int32_t, no_scale))
    if (status == HOTLOOP_OK .and. iand(window%flags, HOTLOOP_CLOSURE_NO_SCALE) == 0) &
      call read_sizes(window, plan_size, work_size, &
      control, status)
    call allot('work', work, work_size, control, status)
    call judge(window, work, reason, range, control, status)
    if (present(sd_range)) sd_range = range
    call finish(status, control, stat, errmsg)
  end subroutine verdict

  subroutine judge(window, work, reason, range, control, status)
    type(hotloop_closure_problem), intent(in), target :: window
    integer(int64), allocatable, intent(inout), target :: work(:)
    integer, intent(out) :: reason
    real(real64), intent(out), target :: range(2)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    integer(c_int32_t), target :: found
    found = 0
    range = 0
    if (status == HOTLOOP_OK) status = hotloop_closure_verdict(c_loc(window), c_loc(work), 8 * size(work, kind=c_size_t), &
      c_loc(found), c_loc(range), c_loc(control))
    reason = int(found)
  end subroutine judge

  ! Plans.

  ! On failure the plan is what it was before.
  subroutine build(plan, problem, threads, cancel, stat, errmsg)
    class(closure_plan), intent(inout) :: plan
    class(closure_problem), intent(in), target :: problem
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    type(hotloop_closure_problem), target :: window
    integer(int64), allocatable, target :: words(:)
    integer(int64) :: plan_size, work_size
    integer(c_int32_t) :: status
    control = run_with(threads, cancel)
    window = abi_problem(problem)
    call read_sizes(window, plan_size, work_size, control, status)
    call allot('plan', words, plan_size, control, status)
    if (status == HOTLOOP_OK) status = hotloop_closure_plan_build(c_loc(window), c_loc(words), plan_size, c_loc(control))
    if (status == HOTLOOP_OK) call move_alloc(words, plan%words)
    call finish(status, control, stat, errmsg)
  end subroutine build

  function place(plan)
    class(closure_plan), intent(in), target :: plan
    type(c_ptr) :: place
    place = c_null_ptr
    if (.not. allocated(plan%words)) return
    if (size(plan%words, kind=c_size_t) > 0) place = c_loc(plan%words)
  end function place

  pure function bytes_of(plan) result(bytes)
    class(closure_plan), intent(in) :: plan
    integer(c_size_t) :: bytes
    bytes = 0
    if (allocated(plan%words)) bytes = 8 * size(plan%words, kind=c_size_t)
  end function bytes_of

  ! Verifies every word, as of a plan that was read from a file.
  subroutine check(plan, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    status = hotloop_closure_plan_check(place(plan), bytes_of(plan), c_loc(control))
    call finish(status, control, stat, errmsg)
  end subroutine check

  function info(plan, stat, errmsg) result(answer)
    class(closure_plan), intent(in), target :: plan
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(closure_info) :: answer
    type(hotloop_control) :: control
    integer(c_int32_t) :: status
    control = run_with()
    call read_info(plan, answer, control, status)
    call finish(status, control, stat, errmsg)
  end function info

  subroutine read_info(plan, info, control, status)
    class(closure_plan), intent(in), target :: plan
    type(closure_info), intent(out), target :: info
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    info%struct_size = int(c_sizeof(info), c_int32_t)
    status = hotloop_closure_plan_info(place(plan), bytes_of(plan), c_loc(info), c_loc(control))
  end subroutine read_info

  function plan_count(plan, stat, errmsg) result(count)
    class(closure_plan), intent(in), target :: plan
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    integer(int64) :: count
    type(hotloop_control) :: control
    type(closure_info) :: info
    integer(c_int32_t) :: status
    control = run_with()
    call read_info(plan, info, control, status)
    call shorten(info%count, count, control, status)
    call finish(status, control, stat, errmsg)
  end function plan_count

  function plan_count_text(plan, stat, errmsg) result(text)
    class(closure_plan), intent(in), target :: plan
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    character(:), allocatable :: text
    type(closure_info) :: about
    about = info(plan, stat, errmsg)
    text = decimal_text(about%count)
  end function plan_count_text

  ! All pairs of a sum and a sum of squares that datasets have, ascending.
  subroutine cells(plan, found, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    type(closure_cell), allocatable, intent(out), target :: found(:)
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    type(closure_info) :: info
    integer(c_size_t), target :: written
    integer(c_int32_t) :: status
    integer :: failed
    control = run_with()
    call read_info(plan, info, control, status)
    if (status == HOTLOOP_OK) then
      allocate (found(info%cells), stat=failed)
      if (failed /= 0) call refuse_memory(control, status, 'found', info%cells * (storage_size(found, int64) / 8))
    end if
    if (status == HOTLOOP_OK .and. info%cells > 0) status = hotloop_closure_cells(place(plan), bytes_of(plan), 0_int64, &
      c_loc(found), info%cells, c_loc(written), c_loc(control))
    call finish(status, control, stat, errmsg)
  end subroutine cells

  ! How often each scale value occurs over all datasets of a group, and in one dataset on average.
  subroutine frequencies_1(plan, absolute, average, group, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int64), allocatable, intent(out) :: absolute(:)
    real(real64), allocatable, intent(out), optional :: average(:)
    integer, intent(in), optional :: group
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(int64), allocatable :: words(:, :)
    real(real64), allocatable :: averages(:)
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call count_values(plan, default(group, int(HOTLOOP_CLOSURE_GROUP_ALL)), words, averages, control, status)
    call shorten_all(words, absolute, control, status)
    if (present(average)) call move_alloc(averages, average)
    call finish(status, control, stat, errmsg)
  end subroutine frequencies_1

  ! The same in pairs of words, low word first.
  subroutine frequencies_2(plan, absolute, average, group, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int64), allocatable, intent(out) :: absolute(:, :)
    real(real64), allocatable, intent(out), optional :: average(:)
    integer, intent(in), optional :: group
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    real(real64), allocatable :: averages(:)
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call count_values(plan, default(group, int(HOTLOOP_CLOSURE_GROUP_ALL)), absolute, averages, control, status)
    if (present(average)) call move_alloc(averages, average)
    call finish(status, control, stat, errmsg)
  end subroutine frequencies_2

  subroutine count_values(plan, group, absolute, average, control, status)
    class(closure_plan), intent(in), target :: plan
    integer, intent(in) :: group
    integer(int64), allocatable, intent(out), target :: absolute(:, :)
    real(real64), allocatable, intent(out), target :: average(:)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    type(closure_info) :: info
    integer(int64), allocatable, target :: work(:)
    call read_info(plan, info, control, status)
    call allot('work', work, info%work_size, control, status)
    if (status /= HOTLOOP_OK) return
    allocate (absolute(2, info%values), average(info%values))
    status = hotloop_closure_frequencies(place(plan), bytes_of(plan), int(group, c_int32_t), c_loc(work), info%work_size, &
      info%values, c_loc(absolute), c_loc(average), c_loc(control))
  end subroutine count_values

  ! In how many datasets a scale value occurs exactly c times: datasets(c), c = 0 to n.
  subroutine distribution_1(plan, value, datasets, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer, intent(in) :: value
    integer(int64), allocatable, intent(out) :: datasets(:)
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(int64), allocatable :: words(:, :)
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call distribute(plan, value, words, control, status)
    call shorten_all(words, datasets, control, status)
    call finish(status, control, stat, errmsg)
  end subroutine distribution_1

  ! The same in pairs of words: datasets(:, c).
  subroutine distribution_2(plan, value, datasets, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer, intent(in) :: value
    integer(int64), allocatable, intent(out) :: datasets(:, :)
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call distribute(plan, value, datasets, control, status)
    call finish(status, control, stat, errmsg)
  end subroutine distribution_2

  subroutine distribute(plan, value, datasets, control, status)
    class(closure_plan), intent(in), target :: plan
    integer, intent(in) :: value
    integer(int64), allocatable, intent(out), target :: datasets(:, :)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    type(closure_info) :: info
    integer(int64), allocatable, target :: work(:)
    call read_info(plan, info, control, status)
    call allot('work', work, info%work_size, control, status)
    if (status /= HOTLOOP_OK) return
    allocate (datasets(2, 0:info%n))
    status = hotloop_closure_distribution(place(plan), bytes_of(plan), int(value, c_int32_t), c_loc(work), info%work_size, &
      c_loc(datasets), size(datasets, 2, c_size_t), c_loc(control))
  end subroutine distribute

  subroutine shorten_all(words, numbers, control, status)
    integer(int64), allocatable, intent(in) :: words(:, :)
    integer(int64), allocatable, intent(out) :: numbers(:)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    if (status < 0) return
    allocate (numbers(lbound(words, 2):ubound(words, 2)))
    numbers = words(1, :)
    if (.not. all(fits_int64(words(1, :), words(2, :)))) call refuse(control, status, HOTLOOP_OVERFLOW, &
      'a number does not fit int64; ask for pairs of words, an array (2, :)')
  end subroutine shorten_all

  ! The fewest and the most times that each scale value occurs in a dataset.
  subroutine ranges(plan, least, most, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), allocatable, intent(out), target :: least(:), most(:)
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    type(closure_info) :: info
    integer(int64), allocatable, target :: work(:)
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call read_info(plan, info, control, status)
    call allot('work', work, info%work_size, control, status)
    if (status == HOTLOOP_OK) then
      allocate (least(info%values), most(info%values))
      status = hotloop_closure_ranges(place(plan), bytes_of(plan), c_loc(work), info%work_size, info%values, c_loc(least), &
        c_loc(most), c_loc(control))
    end if
    call finish(status, control, stat, errmsg)
  end subroutine ranges

  ! Statistics of the horns index over all datasets.
  function horns(plan, stat, errmsg) result(answer)
    class(closure_plan), intent(in), target :: plan
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(horns_summary) :: answer
    type(horns_summary), target :: summary
    type(hotloop_control), target :: control
    integer(c_int32_t) :: status
    control = run_with()
    status = hotloop_closure_horns(place(plan), bytes_of(plan), c_loc(summary), c_loc(control))
    answer = summary
    call finish(status, control, stat, errmsg)
  end function horns

  ! Where a dataset stands in the order of rows: its rank, or -1 when it is none of them.
  subroutine rank_1(plan, histogram, rank, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), intent(in), target, contiguous :: histogram(:)
    integer(int64), intent(out) :: rank
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(int64) :: words(2)
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call find_rank(plan, histogram, words, control, status)
    if (all(words == -1)) then
      rank = -1
    else
      call shorten(words, rank, control, status)
    end if
    call finish(status, control, stat, errmsg)
  end subroutine rank_1

  ! The same in two words; both are -1 when it is none of them.
  subroutine rank_2(plan, histogram, rank, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), intent(in), target, contiguous :: histogram(:)
    integer(int64), intent(out) :: rank(2)
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(c_int32_t) :: status
    control = run_with(cancel=cancel)
    call find_rank(plan, histogram, rank, control, status)
    call finish(status, control, stat, errmsg)
  end subroutine rank_2

  subroutine find_rank(plan, histogram, rank, control, status)
    class(closure_plan), intent(in), target :: plan
    integer(int32), intent(in), target, contiguous :: histogram(:)
    integer(int64), intent(out), target :: rank(2)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    type(c_ptr) :: first
    rank = -1
    first = c_null_ptr
    if (size(histogram) > 0) first = c_loc(histogram)
    status = hotloop_closure_rank(place(plan), bytes_of(plan), first, size(histogram, kind=c_size_t), c_loc(rank), &
      c_loc(control))
  end subroutine find_rank

  ! Rows, histograms and samples fill the caller's array, one dataset a column.

  ! From rank first, or from cursor, two words that move behind the last row written, up to rank until.
  subroutine rows_i8(plan, rows, first, cursor, until, written, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int8), intent(inout), target :: rows(:, :)
    class(*), intent(in), optional :: first
    integer(int64), intent(inout), optional :: cursor(2), written
    integer(int64), intent(in), optional :: until(2)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call list(plan, view(rows), .false., run_with(threads, cancel), first, cursor, until, written, stat, errmsg)
  end subroutine rows_i8

  subroutine rows_i16(plan, rows, first, cursor, until, written, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int16), intent(inout), target :: rows(:, :)
    class(*), intent(in), optional :: first
    integer(int64), intent(inout), optional :: cursor(2), written
    integer(int64), intent(in), optional :: until(2)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call list(plan, view(rows), .false., run_with(threads, cancel), first, cursor, until, written, stat, errmsg)
  end subroutine rows_i16

  subroutine rows_i32(plan, rows, first, cursor, until, written, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), intent(inout), target :: rows(:, :)
    class(*), intent(in), optional :: first
    integer(int64), intent(inout), optional :: cursor(2), written
    integer(int64), intent(in), optional :: until(2)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call list(plan, view(rows), .false., run_with(threads, cancel), first, cursor, until, written, stat, errmsg)
  end subroutine rows_i32

  ! How often each scale value occurs in a dataset.
  subroutine histograms_i16(plan, histograms, first, cursor, until, written, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int16), intent(inout), target :: histograms(:, :)
    class(*), intent(in), optional :: first
    integer(int64), intent(inout), optional :: cursor(2), written
    integer(int64), intent(in), optional :: until(2)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call list(plan, view(histograms), .true., run_with(threads, cancel), first, cursor, until, written, stat, errmsg)
  end subroutine histograms_i16

  subroutine histograms_i32(plan, histograms, first, cursor, until, written, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), intent(inout), target :: histograms(:, :)
    class(*), intent(in), optional :: first
    integer(int64), intent(inout), optional :: cursor(2), written
    integer(int64), intent(in), optional :: until(2)
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call list(plan, view(histograms), .true., run_with(threads, cancel), first, cursor, until, written, stat, errmsg)
  end subroutine histograms_i32

  ! Datasets drawn uniformly; sample i of a seed is the same in every language.
  subroutine sample_i8(plan, rows, seed, first, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int8), intent(inout), target :: rows(:, :)
    class(*), intent(in) :: seed
    class(*), intent(in), optional :: first
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call draw(plan, view(rows), seed, run_with(threads, cancel), first, stat, errmsg)
  end subroutine sample_i8

  subroutine sample_i16(plan, rows, seed, first, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int16), intent(inout), target :: rows(:, :)
    class(*), intent(in) :: seed
    class(*), intent(in), optional :: first
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call draw(plan, view(rows), seed, run_with(threads, cancel), first, stat, errmsg)
  end subroutine sample_i16

  subroutine sample_i32(plan, rows, seed, first, threads, cancel, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    integer(int32), intent(inout), target :: rows(:, :)
    class(*), intent(in) :: seed
    class(*), intent(in), optional :: first
    integer, intent(in), optional :: threads
    integer(int32), target, volatile, optional :: cancel
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    call draw(plan, view(rows), seed, run_with(threads, cancel), first, stat, errmsg)
  end subroutine sample_i32

  subroutine list(plan, rows, as_histograms, run, first, cursor, until, written, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    type(array_view), intent(in), target :: rows
    logical, intent(in) :: as_histograms
    type(hotloop_control), intent(in), target :: run
    class(*), intent(in), optional :: first
    integer(int64), intent(inout), optional :: cursor(2), written
    integer(int64), intent(in), optional :: until(2)
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control) :: control
    integer(int64) :: rank(2), done
    integer(c_int32_t) :: status
    control = run
    done = 0
    call check_columns(plan, rows, as_histograms, control, status)
    call start_rank(first, cursor, rank, control, status)
    if (status == HOTLOOP_OK) call fill(plan, rows, as_histograms, rank, until, done, control, status)
    if (present(cursor) .and. status >= 0) cursor = rank
    if (present(written)) written = done
    call finish(status, control, stat, errmsg)
  end subroutine list

  subroutine fill(plan, rows, as_histograms, rank, until, written, control, status)
    class(closure_plan), intent(in), target :: plan
    type(array_view), intent(in), target :: rows
    logical, intent(in) :: as_histograms
    integer(int64), intent(inout), target :: rank(2)
    integer(int64), intent(in), optional :: until(2)
    integer(int64), intent(inout), target :: written
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    integer(int64), target :: end(2)
    type(c_ptr) :: end_place
    end_place = c_null_ptr
    if (present(until)) then
      end = until
      end_place = c_loc(end)
    end if
    if (as_histograms) then
      status = hotloop_closure_histograms(place(plan), bytes_of(plan), c_loc(rank), end_place, histogram_type(rows), &
        rows%first, int(rows%step(2), c_size_t), rows%extent(2), c_loc(written), c_loc(control))
    else
      status = hotloop_closure_rows(place(plan), bytes_of(plan), c_loc(rank), end_place, rows%type, rows%first, &
        int(rows%step(2), c_size_t), rows%extent(2), c_loc(written), c_loc(control))
    end if
  end subroutine fill

  pure function histogram_type(rows)
    type(array_view), intent(in), target :: rows
    integer(c_int32_t) :: histogram_type
    histogram_type = merge(HOTLOOP_U16, HOTLOOP_U32, rows%type == HOTLOOP_I16)
  end function histogram_type

  subroutine start_rank(first, cursor, rank, control, status)
    class(*), intent(in), optional :: first
    integer(int64), intent(in), optional :: cursor(2)
    integer(int64), intent(out) :: rank(2)
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(inout) :: status
    rank = 0
    if (present(first) .and. status == HOTLOOP_OK) then
      call read_whole(first, 'first', rank(1), control, status)
      if (rank(1) < 0) call refuse(control, status, HOTLOOP_DOMAIN, 'first (' // digits(rank(1)) // ') must be 0 or more')
    end if
    if (present(cursor)) rank = cursor
  end subroutine start_rank

  subroutine draw(plan, rows, seed, run, first, stat, errmsg)
    class(closure_plan), intent(in), target :: plan
    type(array_view), intent(in), target :: rows
    class(*), intent(in) :: seed
    type(hotloop_control), intent(in), target :: run
    class(*), intent(in), optional :: first
    integer, intent(out), optional :: stat
    character(*), intent(inout), optional :: errmsg
    type(hotloop_control), target :: control
    integer(int64) :: start, key
    integer(c_int32_t) :: status
    control = run
    start = 0
    call check_columns(plan, rows, .false., control, status)
    if (status == HOTLOOP_OK) call read_whole(seed, 'seed', key, control, status)
    if (status == HOTLOOP_OK .and. present(first)) call read_whole(first, 'first', start, control, status)
    if (status == HOTLOOP_OK) status = hotloop_closure_sample(place(plan), bytes_of(plan), key, start, rows%type, rows%first, &
      int(rows%step(2), c_size_t), rows%extent(2), c_loc(control))
    call finish(status, control, stat, errmsg)
  end subroutine draw

  ! The array has a column for each dataset, and its signed kind holds every entry.
  subroutine check_columns(plan, rows, as_histograms, control, status)
    class(closure_plan), intent(in), target :: plan
    type(array_view), intent(in), target :: rows
    logical, intent(in) :: as_histograms
    type(hotloop_control), intent(inout), target :: control
    integer(c_int32_t), intent(out) :: status
    type(closure_info) :: info
    integer(int64) :: length, largest
    call read_info(plan, info, control, status)
    if (status /= HOTLOOP_OK) return
    length = merge(info%values, int(info%n, int64), as_histograms)
    largest = merge(int(info%n, int64), int(info%items, int64) * info%scale_max, as_histograms)
    if (rows%extent(1) /= length) then
      call refuse(control, status, HOTLOOP_SIZE, 'the array has columns of ' // digits(rows%extent(1)) &
        // ' entries; a dataset takes ' // digits(length))
    else if (.not. is_packed(rows)) then
      call refuse(control, status, HOTLOOP_SIZE, 'each column of the array must be contiguous, one behind the other')
    else if (largest > 2_int64**(8 * rows%width - 1) - 1) then
      call refuse(control, status, HOTLOOP_DOMAIN, 'entries up to ' // digits(largest) // ' do not fit this kind of integer')
    end if
  end subroutine check_columns

end module hotloop_closures
