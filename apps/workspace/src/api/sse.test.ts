import { describe, expect, it } from 'vitest';
import { serverEvents, type ServerEvent } from './sse';

async function read(...chunks: string[]): Promise<ServerEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(new TextEncoder().encode(chunk)));
      controller.close();
    },
  });
  const found: ServerEvent[] = [];
  for await (const event of serverEvents(body)) found.push(event);
  return found;
}

describe('server-sent events', () => {
  it('are put together from pieces cut anywhere', async () => {
    expect(await read('event: pro', 'gress\ndata: {"progress"', ':0.5}\n', '\nevent: end\ndata: {}\n\n')).toEqual([
      { event: 'progress', data: '{"progress":0.5}' },
      { event: 'end', data: '{}' },
    ]);
  });

  it('leave out comments that only keep the line open', async () => {
    expect(await read(': still running\n\n', 'data: 1\n\n')).toEqual([{ event: 'message', data: '1' }]);
  });

  it('join several data lines and take either line end', async () => {
    expect(await read('data: a\r\ndata:b\r\n\r\n')).toEqual([{ event: 'message', data: 'a\nb' }]);
  });

  it('drop what the end of the stream cuts off', async () => {
    expect(await read('data: 1\n\ndata: 2')).toEqual([{ event: 'message', data: '1' }]);
  });
});
