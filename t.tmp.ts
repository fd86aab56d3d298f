import { checkKnowledge } from './src/knowledge/check.ts';
const t=performance.now(); const r=checkKnowledge('knowledge'); console.log(r.text, r.status, performance.now()-t);
for(let i=0;i<3;i++){const t=performance.now(); checkKnowledge('knowledge'); console.log(performance.now()-t)}
