"""Every failure of the house.

BerkasError
├── ScanRejected        the submitter can act: another file, a smaller one, a password removed
├── ServiceUnavailable  nobody need act: the same again later
├── RequestRejected     the caller can act: another query, another name, a right it lacks
└── FixityError         the archivist must act: what was kept is not what is there

Each leaf has a `code` that never changes, facts as attributes, and messages (Indonesian and
English) that name the remedy. Leaves live in `records/failures/`
and are listed here, so that the table in docs/errors.md is complete.
"""

from __future__ import annotations

from records.failures.keeping import (
    BlobChanged,
    BlobMissing,
    CatalogueUnavailable,
    StoreUnavailable,
)
from records.failures.months import (
    BackupNotEmbedded,
    BackupUnusable,
    ExportUnusable,
    MonthChanging,
    MonthNotEmpty,
    MonthNotOne,
    MonthStateWrong,
    NothingSealed,
    NothingToSeal,
    PaperSealed,
    ReasonMissing,
    UnitTableInvalid,
    UnitUnknown,
)
from records.failures.papers import CopiesRefused, FormInvalid, FormUnknown, RecordUnusable, TypesettingFailed
from records.failures.people import (
    BadCursor,
    CodeNeeded,
    LockedOut,
    LoginRefused,
    NameTaken,
    NotAllowed,
    NotFound,
    PasswordTooWeak,
)
from records.failures.reading import (
    DirectionModelMissing,
    HandModelMissing,
    LanguageDataMissing,
    TesseractFailed,
    TesseractMissing,
    TesseractTimeout,
)
from records.failures.retention import (
    HoldUnknown,
    ListOutdated,
    ListStateWrong,
    ListUnknown,
    MonthAccepted,
    NothingDue,
    PaperDestroyed,
    RetentionRuleInvalid,
    VotedAlready,
)
from records.failures.reviews import NumbersMasked, ReviewOutdated, ValueRefused
from records.failures.scans import (
    NotADocument,
    PageMissing,
    PageRejected,
    PageTooLarge,
    PageUnreadable,
    ScanDamaged,
    ScanEmpty,
    ScanEncrypted,
    ScanMissing,
    ScanTooLarge,
    ScanTooManyPages,
)
from records.failures.search import IndexDamaged, IndexerBusy, IndexMissing, IndexOutdated
from records.failures.tree import (
    BerkasError,
    FixityError,
    RequestRejected,
    ScanRejected,
    ServiceUnavailable,
)
from records.failures.uploads import (
    DiskNearlyFull,
    DropRefused,
    DropUnitUnknown,
    NotPhotos,
    UploadBusy,
    UploadGarbled,
    UploadHeadersWrong,
    UploadOutOfStep,
    UploadQuotaSpent,
    UploadTooLong,
    UploadVersionUnknown,
)
from records.failures.work import (
    BrokerUnavailable,
    FolderInUse,
    LeaseLost,
    SettingInvalid,
    SettingUnknown,
    WorkCrashed,
    WorkFailed,
)

__all__ = [
    "BackupNotEmbedded",
    "BackupUnusable",
    "BadCursor",
    "BerkasError",
    "BlobChanged",
    "BlobMissing",
    "BrokerUnavailable",
    "CatalogueUnavailable",
    "CodeNeeded",
    "CopiesRefused",
    "DirectionModelMissing",
    "DiskNearlyFull",
    "DropRefused",
    "DropUnitUnknown",
    "ExportUnusable",
    "FixityError",
    "FolderInUse",
    "FormInvalid",
    "FormUnknown",
    "HandModelMissing",
    "HoldUnknown",
    "IndexDamaged",
    "IndexMissing",
    "IndexOutdated",
    "IndexerBusy",
    "LanguageDataMissing",
    "LeaseLost",
    "ListOutdated",
    "ListStateWrong",
    "ListUnknown",
    "LockedOut",
    "LoginRefused",
    "MonthAccepted",
    "MonthChanging",
    "MonthNotEmpty",
    "MonthNotOne",
    "MonthStateWrong",
    "NameTaken",
    "NotADocument",
    "NotAllowed",
    "NotFound",
    "NotPhotos",
    "NothingDue",
    "NothingSealed",
    "NothingToSeal",
    "NumbersMasked",
    "PageMissing",
    "PageRejected",
    "PageTooLarge",
    "PageUnreadable",
    "PaperDestroyed",
    "PaperSealed",
    "PasswordTooWeak",
    "ReasonMissing",
    "RecordUnusable",
    "RequestRejected",
    "RetentionRuleInvalid",
    "ReviewOutdated",
    "ScanDamaged",
    "ScanEmpty",
    "ScanEncrypted",
    "ScanMissing",
    "ScanRejected",
    "ScanTooLarge",
    "ScanTooManyPages",
    "ServiceUnavailable",
    "SettingInvalid",
    "SettingUnknown",
    "StoreUnavailable",
    "TesseractFailed",
    "TesseractMissing",
    "TesseractTimeout",
    "TypesettingFailed",
    "UnitTableInvalid",
    "UnitUnknown",
    "UploadBusy",
    "UploadGarbled",
    "UploadHeadersWrong",
    "UploadOutOfStep",
    "UploadQuotaSpent",
    "UploadTooLong",
    "UploadVersionUnknown",
    "ValueRefused",
    "VotedAlready",
    "WorkCrashed",
    "WorkFailed",
]
