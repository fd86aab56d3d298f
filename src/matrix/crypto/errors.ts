/**
 * Why encryption cannot start, or is not what it should be: one French line for the operator each, with what to do.
 * No secret, and no path but those the operator chose, is in them.
 */

import { OperatorError } from '../../operations/errors.ts';

/** The device cannot be used as things are: the start is given up, nothing was sent that another start could regret. */
export class EncryptionError extends OperatorError {
  override readonly name = 'EncryptionError';
}

const login =
  'Relancez `npm run login` pour créer un nouvel appareil, avec un dossier de données vide et MATRIX_RECOVERY_KEY pour le signer.';

/** The faults that are told to the operator, by what went wrong. */
export const faults = {
  passphraseWrong:
    'BOT_STORE_PASSPHRASE n’ouvre pas les clés du dossier de données. Remettez la phrase secrète du premier démarrage.',
  passphraseMissing:
    'Les clés du dossier de données sont chiffrées. Donnez BOT_STORE_PASSPHRASE, la phrase secrète du premier démarrage.',
  passphraseNew:
    'BOT_STORE_PASSPHRASE est donnée, mais les clés du dossier de données ont été créées sans phrase secrète. Retirez-la, ou recommencez avec un dossier vide et un nouvel appareil (`npm run login`).',
  storeLost: (device: string) =>
    `L’appareil ${device} existe sur le serveur avec d’autres clés : le dossier de données a été perdu, vidé ou restauré. Le reprendre le rendrait illisible pour tous. ${login}`,
  noRecoveryKey:
    'Le compte a déjà une identité de signature et cet appareil n’est pas signé : les clients le signalent et peuvent lui refuser leurs clés. Donnez MATRIX_RECOVERY_KEY (clé de récupération ou phrase secrète du compte).',
  badRecoveryKey: (why: string) => `MATRIX_RECOVERY_KEY ne peut pas être lue : ${why}. Recopiez-la.`,
  wrongRecoveryKey:
    'MATRIX_RECOVERY_KEY n’ouvre pas le coffre de ce compte. Vérifiez qu’elle est bien celle de ce compte, et la plus récente.',
  noSecretStorage:
    'Le compte a une identité de signature, mais pas de coffre de clés (sauvegarde sécurisée) : cet appareil ne peut pas être signé. Activez la sauvegarde sécurisée depuis un client connecté à ce compte, puis donnez MATRIX_RECOVERY_KEY.',
  missingSecret:
    'Le coffre de clés du compte ne contient pas la clé de signature des appareils (m.cross_signing.self_signing). Refaites la sauvegarde sécurisée depuis un client vérifié de ce compte.',
  otherIdentity:
    'La clé de signature du coffre n’est pas celle de l’identité publiée par le compte : l’identité a été réinitialisée sans refaire le coffre. Refaites la sauvegarde sécurisée depuis un client vérifié de ce compte.',
  identityReset:
    'L’identité de signature du compte a été réinitialisée et cet appareil n’est plus signé : donnez la nouvelle MATRIX_RECOVERY_KEY et relancez le bot.',
  passwordNeeded:
    'Le serveur demande le mot de passe pour publier l’identité de signature. Donnez MATRIX_PASSWORD pour ce démarrage, puis retirez-le.',
  passwordRefused: 'Le serveur refuse MATRIX_PASSWORD pour publier l’identité de signature. Vérifiez-le.',
  authenticationUnknown: (stages: string) =>
    `Pour publier l’identité de signature, le serveur demande une authentification que le bot ne sait pas faire (${stages}). Créez l’identité depuis un client connecté à ce compte, puis donnez MATRIX_RECOVERY_KEY.`,
  foreignSecretStorage:
    'Le compte a un coffre de clés mais pas d’identité de signature : le bot ne remplace pas un coffre existant. Donnez MATRIX_RECOVERY_KEY, la clé de ce coffre.',
  recoveryFile: (path: string) =>
    `« ${path} » ne contient pas de clé de récupération. Remettez la clé, ou supprimez le fichier pour en créer une autre.`,
  signatureRefused: (why: string) =>
    `Le serveur refuse la signature de l’appareil (${why}). Relancez le bot.`,
  notYetSigned: 'La signature de l’appareil est déposée mais pas encore visible. Relancez le bot.',
  uploadRefused:
    'Le serveur refuse les clés de cet appareil : ses clés et celles du serveur ont divergé (dossier de données restauré ou utilisé deux fois ?). Créez un nouvel appareil (`npm run login`) avec un dossier de données vide.',
} as const;
