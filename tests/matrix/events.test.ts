import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret, parseEnvelope } from '../../src/matrix/events.ts';

const event = (type: string, content: object, more: object = {}) => {
  const envelope = parseEnvelope({
    event_id: '$e',
    type,
    sender: '@a:b.fr',
    origin_server_ts: 1,
    content,
    ...more,
  });
  if (envelope === undefined) throw new Error('the test has built a bad event');
  return envelope;
};
const message = (content: object) => interpret(event('m.room.message', { msgtype: 'm.text', ...content }));

describe('parseEnvelope', () => {
  it.each([
    null,
    'x',
    {},
    { event_id: '$e' },
    { event_id: 'e', type: 't', sender: '@a:b', origin_server_ts: 1, content: {} },
  ])('refuses what is no event: %j', (wrong) => {
    expect(parseEnvelope(wrong)).toBeUndefined();
  });

  it('refuses what is nested deeper than any client nests', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const whole = event('m.room.message', { msgtype: 'm.text', body: 'x' });
    expect(parseEnvelope({ ...whole, content: { 'm.mentions': nested(50) } })).toBeDefined();
    expect(parseEnvelope({ ...whole, content: { 'm.mentions': nested(30_000) } })).toBeUndefined();
  });

  it('lets no event reach the prototype of objects', () => {
    const content =
      '{"__proto__":{"msgtype":"m.text","body":"x"},"constructor":{"prototype":{"polluted":1}}}';
    const parsed = parseEnvelope({ ...event('m.room.message', {}), content: JSON.parse(content) });
    expect(parsed && interpret(parsed)).toEqual({ kind: 'other' });
    expect(Object.getPrototypeOf(parsed?.content)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
    const relates = JSON.parse('{"__proto__":{"rel_type":"m.replace","event_id":"$x"}}');
    expect(message({ body: 'x', 'm.relates_to': relates })).toMatchObject({ kind: 'message' });
  });

  it('never throws, whatever a server sends', () =>
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (anything, content) => {
        parseEnvelope(anything);
        interpret(event('m.room.message', { msgtype: 'm.text', body: 'x', ...content }));
      }),
    ));
});

describe('interpret', () => {
  it('reads a text', () => {
    expect(message({ body: 'bonjour' })).toEqual({
      kind: 'message',
      written: {
        text: 'bonjour',
        html: undefined,
        thread: undefined,
        replyTo: undefined,
        mentions: undefined,
      },
    });
  });

  it('reads mentions and HTML', () => {
    expect(
      message({
        body: 'x',
        format: 'org.matrix.custom.html',
        formatted_body: '<b>x</b>',
        'm.mentions': { user_ids: ['@c:d.fr'] },
      }),
    ).toMatchObject({ written: { html: '<b>x</b>', mentions: ['@c:d.fr'] } });
    expect(message({ body: 'x', 'm.mentions': {} })).toMatchObject({ written: { mentions: [] } });
  });

  it('takes the quoted fallback of a reply off, and only that', () => {
    const reply = { 'm.relates_to': { 'm.in_reply_to': { event_id: '$q' } } };
    const quoted = '> <@c:d.fr> dit ceci\n> et cela\n\nma réponse\n> à moi';
    expect(message({ body: quoted, ...reply })).toMatchObject({
      written: { text: 'ma réponse\n> à moi', replyTo: '$q' },
    });
    expect(message({ body: '> citation\n\ntexte', ...reply })).toMatchObject({
      written: { text: '> citation\n\ntexte' },
    });
    expect(message({ body: quoted })).toMatchObject({ written: { text: quoted } });
  });

  it('tells a reply within a thread from the fallback for clients without threads', () => {
    const inThread = (falling: boolean | undefined) =>
      message({
        body: 'x',
        'm.relates_to': {
          rel_type: 'm.thread',
          event_id: '$root',
          ...(falling === undefined ? {} : { is_falling_back: falling }),
          'm.in_reply_to': { event_id: '$last' },
        },
      });
    expect(inThread(true)).toMatchObject({ written: { thread: '$root', replyTo: undefined } });
    expect(inThread(undefined)).toMatchObject({ written: { thread: '$root', replyTo: undefined } });
    expect(inThread(false)).toMatchObject({ written: { thread: '$root', replyTo: '$last' } });
  });

  it('reads a request to compare emoji, and of whom', () => {
    const content = { msgtype: 'm.key.verification.request', body: 'x', to: '@bot:d.fr', methods: [] };
    expect(interpret(event('m.room.message', content))).toEqual({ kind: 'verification', of: '@bot:d.fr' });
  });

  it('reads an edit by its new content', () => {
    const edit = {
      body: '* neuf',
      'm.new_content': { msgtype: 'm.text', body: 'neuf', 'm.mentions': { user_ids: ['@c:d.fr'] } },
      'm.relates_to': { rel_type: 'm.replace', event_id: '$old' },
    };
    expect(message(edit)).toMatchObject({
      kind: 'edit',
      target: '$old',
      written: { text: 'neuf', mentions: ['@c:d.fr'] },
    });
    expect(message({ ...edit, 'm.new_content': { msgtype: 'm.notice', body: 'x' } })).toEqual({
      kind: 'other',
    });
  });

  it('reads redactions of every room version, and reactions', () => {
    expect(interpret(event('m.room.redaction', {}, { redacts: '$x' }))).toEqual({
      kind: 'redaction',
      target: '$x',
    });
    expect(interpret(event('m.room.redaction', { redacts: '$x' }))).toEqual({
      kind: 'redaction',
      target: '$x',
    });
    expect(
      interpret(
        event('m.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$x', key: '👍' } }),
      ),
    ).toEqual({ kind: 'reaction', target: '$x', key: '👍' });
  });

  it.each([
    ['a notice', 'm.room.message', { msgtype: 'm.notice', body: 'x' }],
    ['an image', 'm.room.message', { msgtype: 'm.image', body: 'x', url: 'mxc://a/b' }],
    ['a redacted message', 'm.room.message', {}],
    ['a sticker', 'm.sticker', { body: 'x' }],
    ['a reaction to nothing', 'm.reaction', {}],
  ])('has nothing to say to %s', (_, type, content) => {
    expect(interpret(event(type, content))).toEqual({ kind: 'other' });
  });

  it('takes no state event for a message', () => {
    expect(interpret(event('m.room.message', { msgtype: 'm.text', body: 'x' }, { state_key: '' }))).toEqual({
      kind: 'state',
      stateKey: '',
    });
  });
});
