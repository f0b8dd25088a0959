interface Asked<In, Out> {
  item: In;
  give: (out: Out) => void;
  fail: (error: unknown) => void;
}

/**
 * Asked for one thing, works on many: a round trip to the database costs little more for fifty rows than for one. What is
 * asked for while a batch is under way gathers, and goes together with the next one; nothing ever waits for a timer.
 *
 * A batch that fails is tried again one by one, so that nobody's trouble becomes that of everybody who asked at the same
 * moment.
 * @param work gives an answer for each item, in their order; safe to repeat
 * @param most items of one batch
 */
export function coalesce<In, Out>(
  work: (items: In[]) => Promise<Out[]>,
  most = 100,
): (item: In) => Promise<Out> {
  let waiting: Asked<In, Out>[] = [];
  let isUnderWay = false;

  async function goOn(): Promise<void> {
    // Whoever asks in this same turn of the loop is of the batch already.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await together(batch);
    }
    isUnderWay = false;
  }

  async function together(batch: readonly Asked<In, Out>[]): Promise<void> {
    try {
      const outs = await work(batch.map(({ item }) => item));
      batch.forEach(({ give }, index) => give(outs[index] as Out));
    } catch (error) {
      if (batch.length === 1) batch[0]?.fail(error);
      else await Promise.all(batch.map((asked) => together([asked])));
    }
  }

  return (item) =>
    new Promise<Out>((give, fail) => {
      waiting.push({ item, give, fail });
      if (isUnderWay) return;
      isUnderWay = true;
      void goOn();
    });
}
