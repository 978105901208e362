/** Three years and a day: what a person loads at once; the matrix reaches as far back. */
export const longestPeriodDays = 1097;
/** Steps of one run. */
export const mostStoreDays = 20_000;
/** Until a store has loads of its own to estimate by. */
export const usualLoadMs = 20_000;
