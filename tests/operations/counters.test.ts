import { describe, expect, it } from 'vitest';
import { createCounters } from '../../src/operations/counters.ts';

describe('counters', () => {
  it('add up by name and labels', () => {
    const counters = createCounters();
    counters.add('messages_sent');
    counters.add('messages_dropped', {}, 3);
    counters.add('questions', { kind: 'card', band: 'answer' });
    counters.add('questions', { kind: 'card', band: 'answer' });
    counters.add('questions', { kind: 'card', band: 'refuse' });
    expect(Object.fromEntries(counters.all())).toEqual({
      messages_sent: 1,
      messages_dropped: 3,
      'questions{kind="card",band="answer"}': 2,
      'questions{kind="card",band="refuse"}': 1,
    });
  });

  it('keep how long answers took, in buckets that hold the smaller ones', () => {
    const counters = createCounters();
    for (const seconds of [0.04, 0.05, 0.2, 7, 4_000]) counters.answered(seconds);
    expect(counters.times()).toEqual({
      within: [2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4],
      count: 5,
      sum: 4_007.29,
    });
  });
});
