// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/fieldmaking.h"

namespace sandbox::salesforce {
namespace {

using namespace Qt::StringLiterals;

QStringList toUser()
{
    return {u"User"_s};
}

Field owner()
{
    return defaulted(writable(reference(u"OwnerId"_s, u"Owner"_s, toUser())));
}

Field email()
{
    Field made = indexed(writable(field(u"Email"_s, FieldType::Email, 80)));
    made.idLookup = true;
    return made;
}

ObjectType contact()
{
    ObjectType made = objectType(u"Contact"_s, u"003"_s, commonFields(true),
        {
            reference(u"MasterRecordId"_s, u"MasterRecord"_s, {u"Contact"_s}),
            writable(reference(u"AccountId"_s, u"Account"_s, {u"Account"_s})),
            required(writable(text(u"LastName"_s, 80))),
            writable(text(u"FirstName"_s, 40)),
            defaulted(text(u"Name"_s, 121)),
            email(),
            writable(text(u"Title"_s, 128)),
            writable(text(u"Phone"_s, 40)),
            owner(),
        });
    made.createable = made.updateable = made.deletable = made.hasDescribe = true;
    return made;
}

ObjectType lead()
{
    ObjectType made = objectType(u"Lead"_s, u"00Q"_s, commonFields(true),
        {
            reference(u"MasterRecordId"_s, u"MasterRecord"_s, {u"Lead"_s}),
            required(writable(text(u"LastName"_s, 80))),
            writable(text(u"FirstName"_s, 40)),
            defaulted(text(u"Name"_s, 121)),
            required(writable(text(u"Company"_s, 255))),
            email(),
            writable(text(u"Title"_s, 128)),
            writable(text(u"Phone"_s, 40)),
            defaulted(withDefault(writable(picklist(u"Status"_s,
                                      {u"Open - Not Contacted", u"Working - Contacted",
                                          u"Closed - Converted", u"Closed - Not Converted"})),
                u"Open - Not Contacted"_s)),
            defaulted(field(u"IsConverted"_s, FieldType::Boolean)),
            field(u"ConvertedDate"_s, FieldType::Date),
            reference(u"ConvertedContactId"_s, u"ConvertedContact"_s, {u"Contact"_s}),
            reference(u"ConvertedAccountId"_s, u"ConvertedAccount"_s, {u"Account"_s}),
            owner(),
        });
    made.createable = made.updateable = made.deletable = made.hasDescribe = true;
    return made;
}

ObjectType account()
{
    ObjectType made = objectType(u"Account"_s, u"001"_s, commonFields(true),
        {
            reference(u"MasterRecordId"_s, u"MasterRecord"_s, {u"Account"_s}),
            required(writable(text(u"Name"_s, 255))),
            owner(),
        });
    made.createable = made.updateable = made.deletable = true;
    return made;
}

ObjectType user()
{
    ObjectType made = objectType(u"User"_s, u"005"_s, commonFields(false),
        {
            indexed(text(u"Username"_s, 80)),
            text(u"LastName"_s, 80),
            text(u"FirstName"_s, 40),
            text(u"Name"_s, 121),
            indexed(field(u"Email"_s, FieldType::Email, 128)),
            text(u"Alias"_s, 8),
            field(u"IsActive"_s, FieldType::Boolean),
            picklist(u"UserType"_s,
                {u"Standard", u"PowerPartner", u"PowerCustomerSuccess", u"CustomerSuccess",
                    u"Guest", u"CspLitePortal", u"CsnOnly", u"AutomatedProcess"}),
            indexed(text(u"FederationIdentifier"_s, 512)),
            text(u"TimeZoneSidKey"_s, 40),
            text(u"LocaleSidKey"_s, 40),
        });
    made.hasDescribe = true;
    return made;
}

ObjectType organization()
{
    return objectType(u"Organization"_s, u"00D"_s, commonFields(false),
        {text(u"Name"_s, 80), text(u"OrganizationType"_s, 40), text(u"InstanceName"_s, 5),
            field(u"IsSandbox"_s, FieldType::Boolean), text(u"TimeZoneSidKey"_s, 40),
            text(u"LanguageLocaleKey"_s, 40), text(u"DefaultLocaleSidKey"_s, 40),
            text(u"NamespacePrefix"_s, 15)});
}

ObjectType permissionSet()
{
    ObjectType made = objectType(u"PermissionSet"_s, u"0PS"_s, commonFields(false),
        {indexed(required(writable(text(u"Name"_s, 80)))), required(writable(text(u"Label"_s, 80))),
            writable(text(u"Description"_s, 255)),
            defaulted(field(u"IsOwnedByProfile"_s, FieldType::Boolean)),
            defaulted(field(u"IsCustom"_s, FieldType::Boolean))});
    made.createable = made.updateable = made.deletable = true;
    return made;
}

ObjectType fieldPermissions()
{
    ObjectType made = objectType(u"FieldPermissions"_s, u"01k"_s, commonFields(false, false),
        {required(createOnly(reference(u"ParentId"_s, u"Parent"_s, {u"PermissionSet"_s}))),
            required(createOnly(text(u"SobjectType"_s, 255))),
            required(createOnly(text(u"Field"_s, 255))),
            defaulted(writable(field(u"PermissionsRead"_s, FieldType::Boolean))),
            defaulted(writable(field(u"PermissionsEdit"_s, FieldType::Boolean)))});
    made.createable = made.updateable = made.deletable = true;
    return made;
}

ObjectType permissionSetAssignment()
{
    ObjectType made = objectType(u"PermissionSetAssignment"_s, u"0Pa"_s, commonFields(false, false),
        {required(createOnly(reference(u"AssigneeId"_s, u"Assignee"_s, toUser()))),
            required(createOnly(
                reference(u"PermissionSetId"_s, u"PermissionSet"_s, {u"PermissionSet"_s}))),
            defaulted(field(u"IsActive"_s, FieldType::Boolean))});
    made.createable = made.deletable = true;
    return made;
}

} // namespace

std::vector<ObjectType> otherTypes()
{
    return {contact(), lead(), account(), user(), organization(), permissionSet(),
        fieldPermissions(), permissionSetAssignment()};
}

} // namespace sandbox::salesforce
