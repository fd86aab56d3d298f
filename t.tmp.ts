import { readFileSync, globSync } from 'node:fs';
import { loadKnowledge } from './src/knowledge/load.ts';
import { readGuide } from './src/knowledge/documents.ts';
import { coverageOf, isOpen } from './src/knowledge/coverage.ts';
const r=loadKnowledge('knowledge'); if(!r.ok) {console.log(r.errors); process.exit()}
for (const ref of ['003','000']) {
  const f=globSync(`/work/shared/guide/${ref}_*.txt`)[0]!;
  const units=readGuide(readFileSync(f,'utf8')); const cov=coverageOf(r.knowledge,ref,units);
  console.log('=====',ref,units.length,'open',cov.filter(isOpen).length);
  for(const c of cov) if(isOpen(c)||process.argv[2]) console.log(`${c.unit.line} [${c.unit.kind}] ${c.unit.text.slice(0,90)} | by ${c.by} | ${c.missing.join(' , ')}`);
}
