// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <csignal>

// The programs as people run them: processes, standard output, exit codes.
namespace endtoend {

using Variables = QHash<QString, QString>;

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject document() const { return QJsonDocument::fromJson(out).object(); }
    QByteArray all() const { return QByteArray::number(code) + '\n' + out + err; }
};

inline QString program(const char* name)
{
    return qEnvironmentVariable("ACTIVITYBRIDGE_BIN") + QLatin1Char('/') + QLatin1String(name);
}

// activitybridgectl under way: to be waited for, stopped, killed.
class Started final
{
public:
    explicit Started(
        const QStringList& arguments, const Variables& variables = {}, const QByteArray& input = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (auto it = variables.begin(); it != variables.end(); ++it)
            environment.insert(it.key(), it.value());
        m_process.setProcessEnvironment(environment);
        m_process.start(program("activitybridgectl"), arguments);
        m_process.waitForStarted();
        m_process.write(input);
        m_process.closeWriteChannel();
    }
    ~Started()
    {
        if (isRunning())
            signal(SIGKILL);
        m_process.waitForFinished();
    }

    qint64 pid() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    // True if it ended within that time, or had ended before.
    bool endsWithin(int milliseconds)
    {
        return !isRunning() || m_process.waitForFinished(milliseconds);
    }
    // Nothing to a process that has ended: 0 would be everybody's number.
    void signal(int number) const
    {
        if (pid() > 0)
            ::kill(static_cast<pid_t>(pid()), number);
    }

    Ran wait(int milliseconds = 60'000)
    {
        if (!m_process.waitForFinished(milliseconds) && isRunning())
            return {-1, {}, m_process.errorString().toUtf8()};
        const int code = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -9;
        return {code, m_process.readAllStandardOutput(), m_process.readAllStandardError()};
    }
    // True if the process was still there to be killed.
    bool kill9()
    {
        signal(SIGKILL);
        m_process.waitForFinished();
        return m_process.exitStatus() == QProcess::CrashExit;
    }

private:
    QProcess m_process;
};

inline Ran run(const QStringList& arguments, const Variables& variables = {})
{
    return Started(arguments, variables).wait();
}

} // namespace endtoend
