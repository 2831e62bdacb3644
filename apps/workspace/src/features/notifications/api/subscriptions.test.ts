import { describe, expect, it } from 'vitest';
import { without } from '@/api/without';
import { blankSubscription, cleaned, draftOf, type Subscription } from './subscriptions';

const subscription: Subscription = { ...blankSubscription, id: 's', name: 'Backups', events: ['BackupFailed'], created_by: 'a', created_at: '', updated_at: '', version: 4 };

describe('a subscription that is changed', () => {
  it('keeps what the page knows nothing of', () => {
    expect(draftOf({ ...subscription, later: 1 } as Subscription)).toEqual({ ...blankSubscription, name: 'Backups', events: ['BackupFailed'], later: 1 });
  });

  it('says nothing of what is empty', () => {
    const rest = without(draftOf(subscription), 'template_id', 'language', 'link');
    expect(cleaned({ ...draftOf(subscription), link: '', language: 'de' })).toEqual(rest);
    expect(cleaned({ ...draftOf(subscription), template_id: 't', language: 'de' })).toEqual({ ...rest, template_id: 't', language: 'de' });
  });
});
