import { describe, expect, it } from 'vitest';
import { slotsOf } from '../support/understood.ts';

describe('how a question is put', () => {
  it.each([
    ['GF est-il open source ?', { yesNo: true, question: true }],
    ['est-ce que GF est open source', { yesNo: true, question: true }],
    ['est-ce que GF sait où sont les dossiers ?', { yesNo: true }],
    ['on me dit que GF est open source, vrai ou faux ?', { yesNo: true }],
    ['que fait GF ?', { yesNo: false }],
    ['dis-moi ce que fait GF ?', { yesNo: false }],
    ["un hôpital qui dépend d'une mairie peut-il utiliser GF ?", { yesNo: true }],
    ['à qui peut-on parler de GF ?', { yesNo: false }],
    ['qui héberge GF ?', { yesNo: false, question: true }],
    ['où est hébergé GF', { yesNo: false, question: true }],
    ["qu'est-ce que GF ?", { yesNo: false, question: true }],
    ['pourquoi Bacvert ?', { yesNo: false, why: true }],
    ['combien de communs ?', { yesNo: false, count: true }],
    ["c'est quoi GF", { yesNo: false, meaning: true }],
    ['peut-on utiliser GF ?', { permission: true, yesNo: true }],
    ['GF est-il obligatoire ?', { permission: true }],
    ['GF, uniquement chez OVH ?', { bound: 'only' }],
    ['faut-il OVH pour GF ?', { bound: 'only' }],
    ['GF est-il obligatoire ?', { bound: 'obligatory' }],
    ["il n'y a que GF chez OVH ?", { bound: 'sole' }],
    ['seul GF est open source ?', { bound: 'sole' }],
    ["GF n'est hébergé que chez OVH ?", { bound: 'exclusive' }],
    ['seuls les agents vont sur GF ?', { bound: 'exclusive' }],
    ["c'est quoi l'outil avec un champ NIR ?", { meaning: false }],
    ['OVH est obligatoire chez nous, GF y est uniquement ?', { bound: 'only' }],
    ['plus de 12 mois sur GF ?', { bound: 'beyond' }],
    ['GF est libre', { question: false }],
    ['différence GF Orme', { question: true }],
    ['GF ou Orme', { question: false }],
  ])('%s', (text, manner) => {
    expect(slotsOf(text).manner).toMatchObject(manner);
  });
});
