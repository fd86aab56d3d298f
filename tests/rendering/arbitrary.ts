/** Random answers for property tests: hostile texts, every kind of block. */
import fc from 'fast-check';
import type { Block, Inline } from '../../src/answering/answer.ts';

const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '&lt;b&gt; & &#x3c;',
  '[lien](javascript:alert(1))',
  '`**_~~',
  '\u202egnp.exe',
  'a\u200bb\u0000c\u001b[31m',
  '\ud83d',
  '👩‍💻 ça coûte 3 €',
  '# titre\n- puce\n1. un',
);
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), hostile);
const url = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.fr',
    '//b.fr',
    'https://x.fr/"><b>',
    '',
  ),
);

export const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'strong', 'code'), text }),
  fc.record({ type: fc.constant('link' as const), text, url }),
);

const runs = fc.array(inline, { maxLength: 5 });

export const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('paragraph' as const), content: runs }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(runs, { minLength: 1, maxLength: 6 }) }),
  fc.record({
    type: fc.constant('list' as const),
    items: fc.array(runs, { minLength: 1, maxLength: 6 }),
    ordered: fc.constant(true),
    start: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({ type: fc.constant('preformatted' as const), text }),
);

export const blocks = fc.array(block, { maxLength: 6 });

/** Bodies long enough to be cut, in every way. */
export const longBlocks = fc.array(
  fc.oneof(
    block,
    fc.record({
      type: fc.constant('paragraph' as const),
      content: fc.array(
        fc.record({
          type: fc.constantFrom('text', 'strong'),
          text: fc.string({ unit: 'grapheme-composite', minLength: 200, maxLength: 2_000 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    fc.record({
      type: fc.constant('list' as const),
      items: fc.array(
        fc.tuple(
          fc.record({
            type: fc.constant('text' as const),
            text: fc.string({ unit: fc.constantFrom('a', 'é', ' ', '. ', '👍'), maxLength: 900 }),
          }),
        ),
        { minLength: 1, maxLength: 30 },
      ),
    }),
  ),
  { minLength: 1, maxLength: 8 },
);
