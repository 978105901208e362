import { Input } from '#components/ui/field';

/** The six digits of an authenticator app, or one of the codes for when it is lost. */
export function CodeInput({ backup = false }: { backup?: boolean }) {
  return (
    <Input
      name="code"
      required
      autoFocus
      autoComplete="one-time-code"
      inputMode={backup ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
      pattern={backup ? '\\s*[A-Za-z0-9]{5}-[A-Za-z0-9]{5}\\s*' : '\\s*[0-9]{6}\\s*'}
      maxLength={16}
      className="h-11 font-mono text-lg tracking-[0.2em]"
    />
  );
}
