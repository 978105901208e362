import { z } from 'zod';
import type { Definition } from '#lib/contract/definition';
import type { Page } from '#lib/contract/page';
import type { Job } from '#lib/runtime/define-job';

/** The catalogue, by name. What a schema cannot say as JSON Schema (a refinement) is left out of it. */
export function listDefinitions(jobs: ReadonlyMap<string, Job>): Page<Definition> {
  const items = [...jobs.values()].map(definitionOf).sort((a, b) => a.name.localeCompare(b.name));
  return { items, next: null };
}

function definitionOf(job: Job): Definition {
  return {
    name: job.name,
    summary: job.summary,
    input: inputSchemaOf(job),
    parallel: typeof job.parallel === 'number' ? job.parallel : null,
    retries: job.retries,
    timeoutMinutes: job.timeoutMinutes,
    needs: job.needs ?? null,
  };
}

/** True because a JSON Schema is a JSON object; the round trip drops what is not JSON. */
function inputSchemaOf(job: Job): Definition['input'] {
  return JSON.parse(JSON.stringify(z.toJSONSchema(job.input, { io: 'input', unrepresentable: 'any' })));
}
