import { expect, it } from 'vitest';
import { deviceOf } from './devices';

it('names browser and system as people do', () => {
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox · Windows');
  expect(deviceOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18 Safari/605.1.15')).toBe('Safari · macOS');
  expect(deviceOf('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Mobile Safari/537.36')).toBe('Chrome · Android');
  expect(deviceOf('foodflow-cli/1.0')).toBe('foodflow-cli/1.0');
  expect(deviceOf(null)).toBeNull();
});
