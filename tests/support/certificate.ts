/** A certificate authority of our own, and a certificate that it signs: made by OpenSSL, for a day. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether OpenSSL is there. Without it what needs a certificate cannot be tested, which CI does not accept. */
export function opensslAvailable(): boolean {
  if (spawnSync('openssl', ['version']).status === 0) return true;
  const message = 'OpenSSL est absent : les tests des autorités internes ne peuvent pas tourner.';
  if (process.env.CI) throw new Error(message);
  console.warn(`${message} Ils sont PASSÉS.`);
  return false;
}

/** A certificate for a name, and the file of the authority that vouches for it. */
export function makeCertificate(
  folder: string,
  name: string,
): { key: string; cert: string; authority: string } {
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => {
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = (common: string) => ['-subj', `/CN=${common}`];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '1',
    ...subject('Test'),
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl('req', ...newKey, ...subject(name), '-keyout', at('key.pem'), '-out', at('request.pem'));
  writeFileSync(at('names'), `subjectAltName=DNS:${name}\n`);
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('names')];
  openssl('x509', '-req', '-in', at('request.pem'), '-days', '1', ...signing, '-out', at('cert.pem'));
  return {
    key: readFileSync(at('key.pem'), 'utf8'),
    cert: readFileSync(at('cert.pem'), 'utf8'),
    authority: at('ca.pem'),
  };
}
