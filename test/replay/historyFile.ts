import { temporal } from '@temporalio/proto';

const { History } = temporal.api.history.v1;
type History = temporal.api.history.v1.IHistory;

/**
 * A history as the text of a file: protobuf's own plain objects as JSON, bytes in base64. The SDK's `historyToJSON` (1.24)
 * cannot be used where its packages bring two copies of protobufjs: it does not know the other copy's types.
 */
export function historyToFile(history: History): string {
  const plain = History.toObject(History.fromObject(history), {
    longs: String,
    enums: String,
    bytes: String,
  });
  return `${JSON.stringify(plain, undefined, 1)}\n`;
}

/** The history that {@link historyToFile} wrote. */
export function historyFromFile(text: string): History {
  return History.fromObject(JSON.parse(text) as Record<string, unknown>);
}
