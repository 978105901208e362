import { AppError } from '#lib/errors';

export type EgressRule =
  | 'url'
  | 'scheme'
  | 'userinfo'
  | 'port'
  | 'header'
  | 'metadata'
  | 'range'
  | 'redirect'
  | 'encoding'
  | 'size';

/** A request or an answer that breaks a rule: nothing that another try could mend. */
export function refused(rule: EgressRule, host: string, why: string): AppError {
  return new AppError('source_rejected', `${host}: refused (${rule}): ${why}`, { params: { rule, host } });
}
