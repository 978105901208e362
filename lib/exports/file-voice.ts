import type { FileLook } from '#lib/contract/endpoints/exports';
import type { Runtime } from '#lib/runtime/current';
import type { Translator } from '#lib/translator';

/** In which language and zone a file is written. */
export type FileVoice = { locale: FileLook['locale']; zone: string; t: Translator };

export function fileVoice({ locale, zone }: FileLook, program: Pick<Runtime, 'config' | 'translator'>): FileVoice {
  return { locale, zone: zone ?? program.config.FLUXION_ZONE, t: program.translator(locale) };
}
