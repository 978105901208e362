/** What the driver finds in place of the packages of Azure: nothing. See without-azure. */
export const nothing = null;
