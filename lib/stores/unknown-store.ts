import { AppError } from '#lib/errors';

export function unknownStore(id: string): AppError {
  return new AppError('not_found', `There is no store ${id}.`, { params: { store: id } });
}
