import { coalesce } from '../../activities/coalesce';

/** A worker on many things that can be held up, and tells what it was given together. */
function slowWork() {
  const batches: number[][] = [];
  let go = (): void => undefined;
  let held: Promise<void> | undefined;
  return {
    batches,
    hold: () => (held = new Promise((resolve) => (go = resolve))),
    letGo: () => go(),
    work: async (items: number[]) => {
      batches.push(items);
      await held;
      if (items.includes(13)) throw new Error('unlucky');
      return items.map((item) => item * 2);
    },
  };
}

test('what is asked for at the same moment goes together, and everybody gets their own answer', async () => {
  const { batches, work } = slowWork();
  const twice = coalesce(work);
  expect(await Promise.all([twice(1), twice(2), twice(3)])).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('what is asked for while a batch is under way gathers for the next one', async () => {
  const slow = slowWork();
  const twice = coalesce(slow.work);
  void slow.hold();
  const first = twice(1);
  await Promise.resolve();
  await Promise.resolve();
  const others = [twice(2), twice(3)];
  expect(slow.batches).toEqual([[1]]);
  slow.letGo();
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6]);
  expect(slow.batches).toEqual([[1], [2, 3]]);
});

test('a batch is bounded', async () => {
  const { batches, work } = slowWork();
  const twice = coalesce(work, 2);
  expect(await Promise.all([1, 2, 3, 4, 5].map(twice))).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});

test("one item's trouble stays its own: the others of its batch are tried alone", async () => {
  const { batches, work } = slowWork();
  const twice = coalesce(work);
  const [good, bad, alsoGood] = await Promise.allSettled([twice(1), twice(13), twice(3)]);
  expect([good, alsoGood]).toEqual([
    { status: 'fulfilled', value: 2 },
    { status: 'fulfilled', value: 6 },
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'unlucky' } });
  expect(batches).toEqual([[1, 13, 3], [1], [13], [3]]);
});

test('it goes on after a failure and after a rest', async () => {
  const { work } = slowWork();
  const twice = coalesce(work);
  await expect(twice(13)).rejects.toThrow('unlucky');
  expect(await twice(4)).toBe(8);
});
