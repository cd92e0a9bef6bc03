import { WorkLimit } from "./work-limit";

describe("A limit on work", () => {
  const cpuUsage = jest.spyOn(process, "cpuUsage");
  const now = jest.spyOn(performance, "now");
  let used = 0;
  let clock = 0;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ["performance"] });
    [used, clock] = [0, 0];
    cpuUsage.mockImplementation((before) => ({ user: used * 1_000 - (before?.user ?? 0), system: 0 }));
    now.mockImplementation(() => clock);
  });
  afterEach(() => jest.useRealTimers());
  afterAll(() => jest.restoreAllMocks());

  function pass(milliseconds: number, share: number): void {
    for (let passed = 0; passed < milliseconds; passed += 10) {
      used += 10 * share;
      clock += 10;
      jest.advanceTimersByTime(10);
    }
  }

  it("is over when the process had as much of the machine", () => {
    const over = jest.fn();
    const limit = new WorkLimit(1_000, over);
    pass(990, 1);
    expect(over).not.toHaveBeenCalled();
    pass(10, 1);
    expect(over).toHaveBeenCalledTimes(1);
    limit.clear();
  });

  it("waits while the machine is busy with other things, to a point", () => {
    const over = jest.fn();
    const limit = new WorkLimit(1_000, over);
    pass(3_000, 0.25);
    expect(over).not.toHaveBeenCalled();
    pass(1_200, 0.25);
    expect(over).toHaveBeenCalledTimes(1);
    limit.clear();
    const starved = jest.fn();
    const other = new WorkLimit(1_000, starved);
    pass(9_000, 0);
    expect(starved).not.toHaveBeenCalled();
    pass(1_000, 0);
    expect(starved).toHaveBeenCalledTimes(1);
    other.clear();
  });

  it("is never over once the work is done", () => {
    const over = jest.fn();
    new WorkLimit(1_000, over).clear();
    pass(20_000, 1);
    expect(over).not.toHaveBeenCalled();
  });
});
