/** Three years and a day: what a person loads at once; the matrix reaches as far back. */
export const longestPeriodDays = 1097;
/** Steps of one run. */
export const mostStoreDays = 20_000;
/** Store-days that are looked at to choose those: more would take the server's memory before the answer is no. */
export const mostPossibleStoreDays = 10 * mostStoreDays;
/** Until a store has loads of its own to estimate by. */
export const usualLoadMs = 20_000;
