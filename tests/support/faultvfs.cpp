// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultvfs.h"

#include <QtGlobal>

#include <sqlite3.h>

#include <utility>

namespace support {

// A file of ours is a header and, right behind it, the file of SQLite's own VFS.
struct FaultVfs::Face
{
    struct File
    {
        sqlite3_file base; // first: SQLite knows only this part
        FaultVfs* owner;
        bool isKept; // outlives the process: not a temporary file
    };

    explicit Face(FaultVfs& owner);
    ~Face() { sqlite3_vfs_unregister(&vfs); }

    static FaultVfs& ownerOf(sqlite3_vfs* vfs) { return *static_cast<FaultVfs*>(vfs->pAppData); }
    static File& fileOf(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static sqlite3_file* realOf(sqlite3_file* file)
    {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
    }
    static const sqlite3_io_methods& methodsOf(sqlite3_file* file)
    {
        return *realOf(file)->pMethods;
    }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out);
    static int remove(sqlite3_vfs* vfs, const char* name, int syncFolder);
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* out);
    static int fullPath(sqlite3_vfs* vfs, const char* name, int size, char* out);
    static int random(sqlite3_vfs* vfs, int size, char* out);
    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; } // runs out at once
    static int now(sqlite3_vfs* vfs, sqlite3_int64* out);
    static int lastError(sqlite3_vfs* vfs, int size, char* out);

    static int close(sqlite3_file* file) { return methodsOf(file).xClose(realOf(file)); }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at);
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at);
    static int truncate(sqlite3_file* file, sqlite3_int64 size);
    static int sync(sqlite3_file* file, int flags);
    static int size(sqlite3_file* file, sqlite3_int64* out);
    static int lock(sqlite3_file* file, int level);
    static int unlock(sqlite3_file* file, int level);
    static int isReserved(sqlite3_file* file, int* out);
    static int control(sqlite3_file* file, int operation, void* argument);
    static int sectorSize(sqlite3_file* file);
    static int characteristics(sqlite3_file* file);
    static int map(sqlite3_file* file, int region, int size, int extend, void volatile** out);
    static int shareLock(sqlite3_file* file, int offset, int count, int flags);
    static void barrier(sqlite3_file* file);
    static int unmap(sqlite3_file* file, int andDelete);

    // What both models say to a call that changes a kept file: SQLITE_OK, or how it fails.
    static int mayChange(sqlite3_file* file, Call call, Power::Effect effect, int withoutCurrent);

    static const sqlite3_io_methods methods;
    sqlite3_vfs* real;
    sqlite3_vfs vfs{};
};

// Version 2: without memory-mapped reads, so that every read of a file is a call.
const sqlite3_io_methods FaultVfs::Face::methods{2, close, read, write, truncate, sync, size, lock,
    unlock, isReserved, control, sectorSize, characteristics, map, shareLock, barrier, unmap,
    nullptr, nullptr};

FaultVfs::Face::Face(FaultVfs& owner)
    : real(sqlite3_vfs_find(nullptr))
{
    vfs.iVersion = 2;
    vfs.szOsFile = int(sizeof(File)) + real->szOsFile;
    vfs.mxPathname = real->mxPathname;
    vfs.zName = "faults";
    vfs.pAppData = &owner;
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = fullPath;
    vfs.xRandomness = random;
    vfs.xSleep = sleep;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = now;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
        qFatal("the faulty file system cannot be registered");
}

int FaultVfs::Face::open(
    sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out)
{
    FaultVfs& owner = ownerOf(vfs);
    file->pMethods = nullptr; // not to be closed if this fails
    if (const int code = owner.ask(Call::Open); code != SQLITE_OK)
        return code;
    constexpr int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    const bool isKept = (flags & kept) != 0;
    if (isKept && !owner.isOn())
        flags &= ~SQLITE_OPEN_CREATE;
    File& ours = fileOf(file);
    ours.owner = &owner;
    ours.isKept = isKept;
    sqlite3_vfs* const real = owner.m_face->real;
    const int code = real->xOpen(real, name, realOf(file), flags, out);
    if (code == SQLITE_OK)
        file->pMethods = &methods;
    return code;
}

int FaultVfs::Face::remove(sqlite3_vfs* vfs, const char* name, int syncFolder)
{
    FaultVfs& owner = ownerOf(vfs);
    if (const int code = owner.ask(Call::Delete); code != SQLITE_OK)
        return code;
    if (!owner.allows(Power::Effect::Delete))
        return SQLITE_IOERR_DELETE;
    Q_UNUSED(syncFolder)
    return owner.m_face->real->xDelete(owner.m_face->real, name, 0);
}

int FaultVfs::Face::access(sqlite3_vfs* vfs, const char* name, int flags, int* out)
{
    FaultVfs& owner = ownerOf(vfs);
    if (const int code = owner.ask(Call::Access); code != SQLITE_OK)
        return code;
    return owner.m_face->real->xAccess(owner.m_face->real, name, flags, out);
}

int FaultVfs::Face::fullPath(sqlite3_vfs* vfs, const char* name, int size, char* out)
{
    sqlite3_vfs* const real = ownerOf(vfs).m_face->real;
    return real->xFullPathname(real, name, size, out);
}

int FaultVfs::Face::random(sqlite3_vfs* vfs, int size, char* out)
{
    sqlite3_vfs* const real = ownerOf(vfs).m_face->real;
    return real->xRandomness(real, size, out);
}

int FaultVfs::Face::now(sqlite3_vfs* vfs, sqlite3_int64* out)
{
    sqlite3_vfs* const real = ownerOf(vfs).m_face->real;
    return real->xCurrentTimeInt64(real, out);
}

int FaultVfs::Face::lastError(sqlite3_vfs* vfs, int size, char* out)
{
    sqlite3_vfs* const real = ownerOf(vfs).m_face->real;
    return real->xGetLastError(real, size, out);
}

int FaultVfs::Face::mayChange(
    sqlite3_file* file, Call call, Power::Effect effect, int withoutCurrent)
{
    const File& ours = fileOf(file);
    if (const int code = ours.owner->ask(call); code != SQLITE_OK)
        return code;
    return !ours.isKept || ours.owner->allows(effect) ? SQLITE_OK : withoutCurrent;
}

int FaultVfs::Face::read(sqlite3_file* file, void* to, int size, sqlite3_int64 at)
{
    if (const int code = fileOf(file).owner->ask(Call::Read); code != SQLITE_OK)
        return code;
    return methodsOf(file).xRead(realOf(file), to, size, at);
}

int FaultVfs::Face::write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at)
{
    const int code = mayChange(file, Call::Write, Power::Effect::Write, SQLITE_IOERR_WRITE);
    return code == SQLITE_OK ? methodsOf(file).xWrite(realOf(file), from, size, at) : code;
}

int FaultVfs::Face::truncate(sqlite3_file* file, sqlite3_int64 size)
{
    const int code
        = mayChange(file, Call::Truncate, Power::Effect::Truncate, SQLITE_IOERR_TRUNCATE);
    return code == SQLITE_OK ? methodsOf(file).xTruncate(realOf(file), size) : code;
}

int FaultVfs::Face::sync(sqlite3_file* file, int)
{
    return mayChange(file, Call::Sync, Power::Effect::Sync, SQLITE_IOERR_FSYNC);
}

int FaultVfs::Face::size(sqlite3_file* file, sqlite3_int64* out)
{
    if (const int code = fileOf(file).owner->ask(Call::Size); code != SQLITE_OK)
        return code;
    return methodsOf(file).xFileSize(realOf(file), out);
}

int FaultVfs::Face::lock(sqlite3_file* file, int level)
{
    if (const int code = fileOf(file).owner->ask(Call::Lock); code != SQLITE_OK)
        return code;
    return methodsOf(file).xLock(realOf(file), level);
}

int FaultVfs::Face::unlock(sqlite3_file* file, int level)
{
    return methodsOf(file).xUnlock(realOf(file), level);
}

int FaultVfs::Face::isReserved(sqlite3_file* file, int* out)
{
    return methodsOf(file).xCheckReservedLock(realOf(file), out);
}

int FaultVfs::Face::control(sqlite3_file* file, int operation, void* argument)
{
    return methodsOf(file).xFileControl(realOf(file), operation, argument);
}

int FaultVfs::Face::sectorSize(sqlite3_file* file)
{
    return methodsOf(file).xSectorSize(realOf(file));
}

int FaultVfs::Face::characteristics(sqlite3_file* file)
{
    return methodsOf(file).xDeviceCharacteristics(realOf(file));
}

int FaultVfs::Face::map(sqlite3_file* file, int region, int size, int extend, void volatile** out)
{
    // The plain code would say that the region is mapped, for reading.
    const int code = fileOf(file).owner->ask(Call::Map);
    if (code != SQLITE_OK)
        return code == SQLITE_READONLY ? SQLITE_READONLY_CANTINIT : code;
    return methodsOf(file).xShmMap(realOf(file), region, size, extend, out);
}

int FaultVfs::Face::shareLock(sqlite3_file* file, int offset, int count, int flags)
{
    if (flags & SQLITE_SHM_LOCK) {
        if (const int code = fileOf(file).owner->ask(Call::ShareLock); code != SQLITE_OK)
            return code;
    }
    return methodsOf(file).xShmLock(realOf(file), offset, count, flags);
}

void FaultVfs::Face::barrier(sqlite3_file* file)
{
    methodsOf(file).xShmBarrier(realOf(file));
}

int FaultVfs::Face::unmap(sqlite3_file* file, int andDelete)
{
    // A process that was killed leaves the index of its log behind.
    const bool wasKilled = !fileOf(file).owner->isOn();
    return methodsOf(file).xShmUnmap(realOf(file), wasKilled ? 0 : andDelete);
}

FaultVfs::FaultVfs()
    : m_face(std::make_unique<Face>(*this))
{
}

FaultVfs::~FaultVfs() = default;

void FaultVfs::failAt(std::size_t n, int code, Lasting lasting, std::set<Call> kinds)
{
    m_failAt = n;
    m_code = code;
    m_lasting = lasting;
    m_kinds = std::move(kinds);
    m_calls.clear();
    m_hasFailed = false;
}

void FaultVfs::heal()
{
    failAt(0, SQLITE_OK, Lasting::Once);
}

int FaultVfs::ask(Call call)
{
    if (!m_kinds.empty() && !m_kinds.contains(call))
        return SQLITE_OK;
    const std::size_t n = m_calls.size();
    m_calls.push_back(call);
    const bool isHit = n == m_failAt || (n > m_failAt && m_lasting == Lasting::FromThenOn);
    if (m_code == SQLITE_OK || !isHit)
        return SQLITE_OK;
    m_hasFailed = true;
    return m_code;
}

} // namespace support
